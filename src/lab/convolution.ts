import { checkWhole } from "./checks";
import { checkTensor } from "./operand";
import { addProduct, flipped, type MatrixView, matrix } from "./product";
import { type Shape, sameShape, shapeText } from "./shape";
import { type Floats, giveBack, insideScope, take, takeZeros } from "./storage";
import { addingTo, owning, result, Tensor, wantsGradient } from "./tensor";
import { t } from "./text";

/** How the kernel moves over the input. */
export interface ConvolutionOptions {
  /** Pixels from one position of the kernel to the next; 1 where absent. */
  readonly stride?: number;
  /** Zeros around the image on each side; 0 where absent. */
  readonly padding?: number;
  /** Distance between two taps of the kernel; 1, an ordinary convolution, where absent. */
  readonly dilation?: number;
  /** Channels are divided into this many groups that do not see each other; 1 where absent. */
  readonly groups?: number;
}

/**
 * Number of positions of a kernel along one side: ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1, with stride s 1, padding p 0 and
 * dilation d 1 where absent.
 */
export function outputLength(length: number, kernel: number, stride = 1, padding = 0, dilation = 1): number {
  checkWhole("outputLength", "kernel", kernel, 1);
  checkMoves("outputLength", stride, padding, dilation);
  return positions(length, kernel, stride, padding, dilation);
}

/** The same for numbers that are known to be right. */
function positions(
  length: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
): number {
  return Math.floor((length + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}

function checkMoves(caller: string, stride: number, padding: number, dilation: number): void {
  checkWhole(caller, "stride", stride, 1);
  checkWhole(caller, "padding", padding, 0);
  checkWhole(caller, "dilation", dilation, 1);
}

/** So many numbers (16 MB) at most are kept for the way back; larger patches are written again: memory is scarcer than time. */
const mostKept = 2 ** 22;

/** All that says which pixel meets which tap. */
interface Geometry {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/**
 * Slides each kernel over the image (cross-correlation, as in PyTorch and Keras).
 * x [batch, channels, height, width], weight [out, channels / groups, kh, kw], bias [out]
 * → [batch, out, outHeight, outWidth].
 *
 * Computed as a matrix product: `unfold` writes under each output pixel the patch that it looks at. The patches are
 * kept for the gradient of the kernels.
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  checkShapes(x, weight, bias, options);
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const [batch, channels, height, width] = x.shape;
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = weight.shape;
  const outHeight = positions(height, kernelHeight, stride, padding, dilation);
  const outWidth = positions(width, kernelWidth, stride, padding, dilation);
  const geometry: Geometry = {
    channels: groupChannels,
    height,
    width,
    kernelHeight,
    kernelWidth,
    outHeight,
    outWidth,
    stride,
    padding,
    dilation,
  };
  const places = outHeight * outWidth;
  const taps = groupChannels * kernelHeight * kernelWidth;
  const groupOut = outChannels / groups;
  const [xData, weights] = [x.data, weight.data];
  const y = takeZeros(batch * outChannels * places);

  const patchSize = taps * places;
  const keeping = wantsGradient([weight]) && batch * groups * patchSize <= mostKept;
  // A tensor, so that the scope's end gives it back.
  const kept = keeping ? owning([batch, groups, taps, places], take(batch * groups * patchSize)) : undefined;

  withBuffer(patchSize, (buffer) => {
    eachGroup((image, out, kernel, channel, patch) => {
      for (let o = 0; bias !== undefined && o < groupOut; o++) {
        y.fill(bias.data[channel + o], out + o * places, out + (o + 1) * places);
      }
      const patches = patchesIn(buffer, patch);
      unfold(xData, image, patches, geometry);
      addProduct(y, out, matrix(weights, taps, kernel), patches, groupOut, places, taps);
    });
  });

  const parents = bias === undefined ? [x, weight] : [x, weight, bias];
  return result([batch, outChannels, outHeight, outWidth], y, parents, (g) => {
    withBuffer(patchSize, (buffer) => {
      eachGroup((image, out, kernel, channel, patch) => {
        const gradient = matrix(g, places, out);
        if (weight.needsGradient) {
          const patches = patchesIn(buffer, patch);
          if (!keeping) unfold(xData, image, patches, geometry);
          addProduct(addingTo(weight), kernel, gradient, flipped(patches), groupOut, taps, places);
        }
        if (x.needsGradient) {
          buffer.fill(0);
          addProduct(buffer, 0, flipped(matrix(weights, taps, kernel)), gradient, taps, places, groupOut);
          addFolded(buffer, addingTo(x), image, geometry);
        }
        if (bias?.needsGradient) {
          const gb = addingTo(bias);
          for (let o = 0; o < groupOut; o++) {
            let total = 0;
            for (let i = 0; i < places; i++) total += g[out + o * places + i];
            gb[channel + o] += total;
          }
        }
      });
    });
  });

  function patchesIn(buffer: Floats, patch: number): MatrixView {
    return kept === undefined ? matrix(buffer, places) : matrix(kept.data, places, patch * patchSize);
  }

  /** Each group of each image: where its pixels, outputs and kernels start, its first output channel, and its number. */
  function eachGroup(
    visit: (image: number, out: number, kernel: number, channel: number, patch: number) => void,
  ): void {
    for (let n = 0; n < batch; n++) {
      for (let group = 0; group < groups; group++) {
        const channel = group * groupOut;
        visit(
          (n * channels + group * groupChannels) * height * width,
          (n * outChannels + channel) * places,
          channel * taps,
          channel,
          n * groups + group,
        );
      }
    }
  }
}

/** Says which of the tensors or options of `conv2d` does not fit the others. */
function checkShapes(x: Tensor, weight: Tensor, bias: unknown, options: ConvolutionOptions): void {
  checkTensor(x, "conv2d", "images");
  checkTensor(weight, "conv2d", "kernels");
  if (x.shape.length !== 4 || weight.shape.length !== 4) throw wrongAxes(x.shape, weight.shape);
  if (bias !== undefined && !(bias instanceof Tensor)) throw noBias();
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  checkMoves("conv2d", stride, padding, dilation);
  checkGroups("conv2d", x.shape[1], groups);
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = weight.shape;
  checkGroups("conv2d", outChannels, groups);
  if (x.shape[1] !== groupChannels * groups) throw wrongChannels(x.shape[1], weight.shape, groups);
  if (bias !== undefined && !sameShape(bias.shape, [outChannels])) throw wrongBias(bias.shape, outChannels);
  const [, , height, width] = x.shape;
  const inside =
    positions(height, kernelHeight, 1, padding, dilation) > 0 &&
    positions(width, kernelWidth, 1, padding, dilation) > 0;
  if (!inside) throw tooLarge(x.shape, weight.shape, padding, dilation);
}

/** Refuses groups into which the channels cannot be divided. */
export function checkGroups(caller: string, channels: number, groups: number): void {
  checkWhole(caller, "groups", groups, 1);
  if (channels % groups === 0) return;
  throw new Error(
    t(
      `${caller}(): ${channels} channels cannot be divided into ${groups} groups.`,
      `${caller}()：${channels} 个通道不能平均分成 ${groups} 组。`,
    ),
  );
}

function wrongAxes(images: Shape, kernels: Shape): Error {
  return new Error(
    t(
      `conv2d() wants images of shape [batch × channels × height × width] and kernels of shape [out × in × height × width], not ${shapeText(images)} and ${shapeText(kernels)}.`,
      `conv2d() 的图像形状应为 [批 × 通道 × 高 × 宽]，卷积核应为 [输出 × 输入 × 高 × 宽]，这里是 ${shapeText(images)} 和 ${shapeText(kernels)}。`,
    ),
  );
}

function noBias(): Error {
  return new Error(
    t(
      "conv2d(): the bias in third place must be a tensor. Options come fourth: conv2d(x, weight, undefined, { stride: 2 }).",
      "conv2d() 的第三个参数是偏置，必须是张量；选项放在第四个：conv2d(x, weight, undefined, { stride: 2 })。",
    ),
  );
}

function wrongChannels(channels: number, kernels: Shape, groups: number): Error {
  return new Error(
    t(
      `conv2d(): the images have ${channels} channels, but kernels of shape ${shapeText(kernels)} with groups ${groups} look at ${kernels[1] * groups}.`,
      `conv2d()：图像有 ${channels} 个通道，而形状为 ${shapeText(kernels)} 的卷积核（groups 为 ${groups}）对应 ${kernels[1] * groups} 个。`,
    ),
  );
}

function wrongBias(bias: Shape, outChannels: number): Error {
  return new Error(
    t(
      `conv2d(): ${outChannels} kernels want a bias of shape ${shapeText([outChannels])}, not ${shapeText(bias)}.`,
      `conv2d()：${outChannels} 个卷积核需要形状为 ${shapeText([outChannels])} 的偏置，而不是 ${shapeText(bias)}。`,
    ),
  );
}

function tooLarge(images: Shape, kernels: Shape, padding: number, dilation: number): Error {
  const [kernel, image] = [kernels, images].map((shape) => shape.slice(2).join(" × "));
  return new Error(
    t(
      `conv2d(): a kernel of ${kernel} with dilation ${dilation} does not fit into an image of ${image} with padding ${padding}.`,
      `conv2d()：${kernel} 的卷积核（dilation 为 ${dilation}）放不进 ${image} 的图像（padding 为 ${padding}）。`,
    ),
  );
}

/** patches[tap][place] = the pixel that the tap meets at that place, 0 outside the image. */
function unfold(pixels: Floats, image: number, patches: MatrixView, geometry: Geometry): void {
  const { outWidth } = geometry;
  const { data, offset } = patches;
  eachRow(geometry, (place, from, first, last, step) => {
    for (let i = 0; i < outWidth; i++) {
      data[offset + place + i] = i >= first && i <= last ? pixels[image + from + i * step] : 0;
    }
  });
}

/** The way back: each pixel collects from all places where a tap met it. */
function addFolded(patches: Floats, pixels: Floats, image: number, geometry: Geometry): void {
  eachRow(geometry, (place, from, first, last, step) => {
    for (let i = first; i <= last; i++) pixels[image + from + i * step] += patches[place + i];
  });
}

/**
 * For each tap and each row of places: the index of the row's first place among the patches; place i
 * meets pixel from + i · step, which lies inside the image for i from `first` to `last`.
 */
function eachRow(
  geometry: Geometry,
  visit: (place: number, from: number, first: number, last: number, step: number) => void,
): void {
  const {
    channels,
    height,
    width,
    kernelHeight,
    kernelWidth,
    outHeight,
    outWidth,
    stride,
    padding,
    dilation,
  } = geometry;
  let place = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++) {
        const shift = kx * dilation - padding;
        const first = Math.max(0, Math.ceil(-shift / stride));
        const last = Math.min(outWidth - 1, Math.floor((width - 1 - shift) / stride));
        for (let oy = 0; oy < outHeight; oy++) {
          const y = oy * stride + ky * dilation - padding;
          const inside = y >= 0 && y < height;
          visit(place, (channel * height + y) * width + shift, first, inside ? last : -1, stride);
          place += outWidth;
        }
      }
    }
  }
}

/** Lends numbers for the time of the work. */
function withBuffer(length: number, work: (buffer: Floats) => void): void {
  const buffer = take(length);
  work(buffer);
  if (insideScope()) giveBack(buffer);
}
