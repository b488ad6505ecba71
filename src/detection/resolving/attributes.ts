import { itself } from "../frameworks/framework";
import type { PublicNames } from "../public-names";
import { instanceOf, type Method, type Value } from "./value";

/** What a member is that is not called: `loss.data`, `output.logits`. */
export function attributeOf(names: PublicNames, member: Method): Value {
  const { receiver } = member;
  const owner = receiver?.kind === "instance" ? receiver.of : member.names[0]?.parent;
  const gives = owner && names.attributeIs(owner, member.method);
  if (!gives || gives === "arguments") return undefined;
  return gives === itself ? receiver : instanceOf(gives);
}
