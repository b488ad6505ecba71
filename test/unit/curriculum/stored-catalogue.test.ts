import { strict as assert } from "node:assert";
import { parseApi, writtenApi } from "../../../src/curriculum/signature";
import { catalogueOf, storedCatalogue } from "../../../src/curriculum/stored-catalogue";
import { concepts } from "../catalogue/written-catalogue";

describe("the stored catalogue", () => {
  const catalogue = {
    concepts: concepts.map((concept) => ({
      arguments: [],
      strings: [],
      ...concept,
      group: "layers",
      apis: (concept.apis ?? []).flatMap((api) => parseApi(api) ?? []),
    })),
  };

  it("is read as it was written, with fields that only some concepts have", () => {
    const read = catalogueOf(JSON.parse(JSON.stringify(storedCatalogue(catalogue))));
    assert.deepEqual(read, catalogue);
  });

  it("keeps every public name with its parameters, their defaults and which may only be given by keyword", () => {
    for (const api of concepts.flatMap((concept) => concept.apis ?? [])) {
      const parsed = parseApi(api);
      assert.ok(parsed);
      assert.deepEqual(parseApi(writtenApi(parsed)), parsed);
    }
    const starred = "a.b.C(x, *, y=(1, 2), z)";
    assert.equal(writtenApi(parseApi(starred)!), starred);
    assert.equal(writtenApi(parseApi("a.f(*args, n=1)")!), "a.f(*args, n=1)");
  });
});
