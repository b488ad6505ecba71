/** Cells as notebooks have them: set-up and figures, a network, its training. */
const kinds: readonly ((i: number) => string)[] = [
  (i) => `import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
import numpy as np
import matplotlib.pyplot as plt
RATE_${i} = 0.${(i % 9) + 1}
BATCH_${i} = ${16 + i}
print(f"batch {BATCH_${i}}")
for k in range(10):
    plt.plot(np.arange(10), np.arange(10) * k)
plt.title("curves")
plt.xlabel("x")
plt.show()
rows_${i} = np.random.randn(100, 10)
mean_${i} = rows_${i}.mean(axis=0)
spread_${i} = rows_${i}.std(axis=0)
print(mean_${i}, spread_${i})
x_${i} = (rows_${i} - mean_${i}) / spread_${i}
x_${i}.shape
`,
  (i) => `class Net${i}(nn.Module):
    def __init__(self, inputs, outputs, rate=0.1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel_size=3, padding=1)
        self.norm = nn.BatchNorm2d(outputs)
        self.drop = nn.Dropout(rate)
        self.head = nn.Linear(outputs, 10)

    def forward(self, x):
        x = F.relu(self.norm(self.conv(x)))
        x = self.drop(x)
        x = x.mean(dim=(2, 3))
        return self.head(x)

net_${i} = Net${i}(3, 64)
print(net_${i})
print(sum(p.numel() for p in net_${i}.parameters()))
out_${i} = net_${i}(torch.randn(2, 3, 32, 32))
out_${i}.shape
`,
  (i) => `criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
optimizer = torch.optim.AdamW(net_${i - 1}.parameters(), lr=1e-3, weight_decay=0.01)
loader = DataLoader(data, batch_size=64, shuffle=True)
history = []
for epoch in range(10):
    net_${i - 1}.train()
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = criterion(net_${i - 1}(inputs), targets)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    net_${i - 1}.eval()
    with torch.no_grad():
        right = (net_${i - 1}(inputs).argmax(dim=1) == targets).float().mean().item()
    print(f"epoch {epoch}: {right:.3f}")
plt.plot(history)
plt.title("loss")
plt.show()
`,
];

/** A notebook of so many cells, each of about twenty lines. */
export function longNotebook(count: number): string[] {
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length]!(i));
}
