import { checkWhole } from "./checks";
import { checkTensor } from "./operand";
import { exceeds } from "./reductions";
import { shapeText } from "./shape";
import { type Floats, take, takeIndices } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";

/** How the window moves over the image. */
export interface PoolingOptions {
  /** Pixels from one window to the next; the window's size if absent. */
  readonly stride?: number;
}

/**
 * The largest value of each window of size × size pixels: x [batch × channels × height × width] → smaller height and
 * width. Windows that would reach beyond the image are left out.
 */
export function maxPool2d(x: Tensor, size: number, options: PoolingOptions = {}): Tensor {
  const { shape, places, eachWindow } = windowsOf("maxPool2d", x, size, options);
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

/**
 * The mean of each window of size × size pixels: x [batch × channels × height × width] → smaller height and width.
 * Windows that would reach beyond the image are left out.
 */
export function averagePool2d(x: Tensor, size: number, options: PoolingOptions = {}): Tensor {
  const { shape, places, eachWindow } = windowsOf("averagePool2d", x, size, options);
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
function windowsOf(caller: string, x: Tensor, size: number, options: PoolingOptions) {
  checkWindows(caller, x, size, options);
  const { stride = size } = options;
  const [batch, channels, height, width] = x.shape;
  const outHeight = Math.floor((height - size) / stride) + 1;
  const outWidth = Math.floor((width - size) / stride) + 1;
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

function checkWindows(caller: string, x: Tensor, size: number, options: PoolingOptions): void {
  checkTensor(x, caller, "images");
  if (x.shape.length !== 4) {
    throw new Error(
      t(
        `${caller}() wants images of shape [batch × channels × height × width], not ${shapeText(x.shape)}.`,
        `${caller}() 的图像形状应为 [批 × 通道 × 高 × 宽]，这里是 ${shapeText(x.shape)}。`,
      ),
    );
  }
  if (typeof options !== "object") {
    throw new Error(
      t(
        `${caller}() wants { stride: ${options} }, not ${options}.`,
        `${caller}() 的步幅要写成 { stride: ${options} }，而不是 ${options}。`,
      ),
    );
  }
  checkWhole(caller, "size", size, 1);
  checkWhole(caller, "stride", options.stride ?? size, 1);
  if (size > Math.min(x.shape[2], x.shape[3])) {
    throw new Error(
      t(
        `${caller}(): a window of ${size} × ${size} does not fit into an image of ${x.shape[2]} × ${x.shape[3]}.`,
        `${caller}()：${size} × ${size} 的窗口放不进 ${x.shape[2]} × ${x.shape[3]} 的图像。`,
      ),
    );
  }
}
