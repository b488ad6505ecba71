import { outputLength } from "./convolution";
import { exceeds } from "./reductions";
import { shapeText } from "./shape";
import { type Floats, take, takeIndices } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";

export interface PoolingOptions {
  /** Pixels from one window to the next; the window's size if absent. */
  readonly stride?: number;
}

/** The largest value of each window. x [batch, channels, height, width] → smaller height and width. */
export function maxPool2d(x: Tensor, size: number, { stride = size }: PoolingOptions = {}): Tensor {
  const { shape, places, eachWindow } = windowsOf(x, size, stride);
  const from = x.data;
  const y = take(places);
  const where = takeIndices(places);
  eachWindow((place, first, row) => {
    let best = first;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const next = first + i * row + j;
        if (exceeds(from[next], from[best])) best = next;
      }
    }
    where[place] = best;
    y[place] = from[best];
  });
  const back = (g: Floats) => {
    const gx = addingTo(x);
    for (let i = 0; i < g.length; i++) gx[where[i]] += g[i];
  };
  return result(shape, y, [x], back, where);
}

/** The mean of each window. x [batch, channels, height, width] → smaller height and width. */
export function averagePool2d(x: Tensor, size: number, { stride = size }: PoolingOptions = {}): Tensor {
  const { shape, places, eachWindow } = windowsOf(x, size, stride);
  const from = x.data;
  const y = take(places);
  eachWindow((place, first, row) => {
    let total = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) total += from[first + i * row + j];
    y[place] = total / (size * size);
  });
  return result(shape, y, [x], (g) => {
    const gx = addingTo(x);
    eachWindow((place, first, row) => {
      const share = g[place] / (size * size);
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) gx[first + i * row + j] += share;
    });
  });
}

/** The windows that lie wholly inside the image; `eachWindow` says where each starts and how far its rows are apart. */
function windowsOf(x: Tensor, size: number, stride: number) {
  const [batch, channels, height, width] = x.shape;
  const outHeight = outputLength(height, size, stride);
  const outWidth = outputLength(width, size, stride);
  if (x.shape.length !== 4 || !(outHeight > 0 && outWidth > 0)) {
    throw new Error(
      t(
        `Windows of ${size} × ${size} do not fit images of shape ${shapeText(x.shape)}.`,
        `${size} × ${size} 的窗口与形状为 ${shapeText(x.shape)} 的图像不匹配。`,
      ),
    );
  }
  return {
    shape: [batch, channels, outHeight, outWidth],
    places: batch * channels * outHeight * outWidth,
    eachWindow(visit: (place: number, first: number, row: number) => void): void {
      let place = 0;
      for (let plane = 0; plane < batch * channels; plane++) {
        for (let i = 0; i < outHeight; i++) {
          for (let j = 0; j < outWidth; j++) {
            visit(place++, (plane * height + i * stride) * width + j * stride, width);
          }
        }
      }
    },
  };
}
