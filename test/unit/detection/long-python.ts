const blocks: readonly ((i: number) => string)[] = [
  (i) => `
class Block${i}(nn.Module):
    """A block of layers, number ${i}."""

    def __init__(self, inputs, outputs, stride=1, rate=0.1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1)
        self.norm = nn.BatchNorm2d(outputs)
        self.drop = nn.Dropout(rate)
        self.skip = inputs == outputs

    def forward(self, x):
        residual = x
        x = self.drop(F.relu(self.norm(self.conv(x))))
        if self.skip:
            x = x + residual
        return x
`,
  (i) => `
def read_rows_${i}(path, limit=None, separator=","):
    """Reads rows of numbers; comments and empty lines are left out."""
    rows = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            # headers are not numbers
            if number == 0 or not line.strip() or line.startswith("#"):
                continue
            try:
                values = [float(cell) for cell in line.rstrip("\\n").split(separator)]
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error!r}") from error
            rows.append({"values": values, "line": number, "name": f"row-{number:04d}"})
            if limit is not None and len(rows) >= limit:
                break
    return rows
`,
  (i) => `
def train_${i}(model, loader, epochs=10, device="cuda"):
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LR, weight_decay=0.01)
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        model.train()
        total, correct, seen = 0.0, 0, 0
        for inputs, targets in loader:
            inputs, targets = inputs.to(device), targets.to(device)
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, targets)
            loss.backward()
            optimizer.step()
            total += loss.item() * inputs.size(0)
            correct += (outputs.argmax(dim=1) == targets).sum().item()
            seen += inputs.size(0)
        history["loss"].append(total / max(1, seen))
        history["accuracy"].append(correct / max(1, seen))
        if epoch % 10 == 0:
            print(f"epoch {epoch:3d}: loss {total / seen:.4f}, accuracy {100.0 * correct / seen:.1f} %")
    return history
`,
  (i) => `
@dataclass
class Settings${i}:
    name: str = "run-${i}"
    width: int = 128
    depth: int = 4
    tags: tuple[str, ...] = ("small", "fast")
    folder: Path = Path("runs") / "number-${i}"

    def describe(self) -> str:
        parts = [self.name, str(self.width), str(self.depth), *self.tags]
        return ", ".join(part for part in parts if part)

    def scaled(self, factor: float = 2.0) -> "Settings${i}":
        return replace(self, width=int(self.width * factor), depth=max(1, int(self.depth * factor)))
`,
];

/** A training program of at least so many lines, half of it about learning and half of it not. */
export function longPython(lines: number): string {
  let text =
    "import json\nfrom dataclasses import dataclass, replace\nfrom pathlib import Path\n\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\nLR = 3e-4\n";
  let written = 9;
  for (let i = 0; written < lines; i++) {
    const block = blocks[i % blocks.length]!(i);
    text += block;
    written += block.split("\n").length - 1;
  }
  return text;
}
