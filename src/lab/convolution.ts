import { addProduct, flipped, matrix } from "./product";
import { shapeText } from "./shape";
import { type Floats, giveBack, insideScope, take, takeZeros } from "./storage";
import { addingTo, result, type Tensor } from "./tensor";
import { t } from "./text";

/** How the kernel moves over the input. */
export interface ConvolutionOptions {
  /** Pixels from one position of the kernel to the next. */
  readonly stride?: number;
  /** Zeros around the image on each side. */
  readonly padding?: number;
  /** Distance between two taps of the kernel; 1 is an ordinary convolution. */
  readonly dilation?: number;
  /** Channels are divided into this many groups that do not see each other. */
  readonly groups?: number;
}

/** Number of positions of a kernel along one side: ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1. */
export function outputLength(length: number, kernel: number, stride = 1, padding = 0, dilation = 1): number {
  return Math.floor((length + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}

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
 * Computed as a matrix product: `unfold` writes under each output pixel the patch that it looks at.
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const [batch, channels, height, width] = x.shape;
  const [outChannels, groupChannels, kernelHeight, kernelWidth] = weight.shape;
  const outHeight = outputLength(height, kernelHeight, stride, padding, dilation);
  const outWidth = outputLength(width, kernelWidth, stride, padding, dilation);
  if (
    x.shape.length !== 4 ||
    weight.shape.length !== 4 ||
    channels !== groupChannels * groups ||
    outChannels % groups !== 0 ||
    !(outHeight > 0 && outWidth > 0)
  ) {
    throw new Error(
      t(
        `Kernels of shape ${shapeText(weight.shape)} do not fit images of shape ${shapeText(x.shape)}.`,
        `形状为 ${shapeText(weight.shape)} 的卷积核与形状为 ${shapeText(x.shape)} 的图像不匹配。`,
      ),
    );
  }
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

  withBuffer(taps * places, (patches) => {
    eachGroup((image, out, kernel, channel) => {
      for (let o = 0; bias !== undefined && o < groupOut; o++) {
        y.fill(bias.data[channel + o], out + o * places, out + (o + 1) * places);
      }
      unfold(xData, image, patches, geometry);
      addProduct(y, out, matrix(weights, taps, kernel), matrix(patches, places), groupOut, places, taps);
    });
  });

  const parents = bias === undefined ? [x, weight] : [x, weight, bias];
  return result([batch, outChannels, outHeight, outWidth], y, parents, (g) => {
    withBuffer(taps * places, (patches) => {
      eachGroup((image, out, kernel, channel) => {
        const gradient = matrix(g, places, out);
        if (weight.needsGradient) {
          unfold(xData, image, patches, geometry);
          addProduct(
            addingTo(weight),
            kernel,
            gradient,
            flipped(matrix(patches, places)),
            groupOut,
            taps,
            places,
          );
        }
        if (x.needsGradient) {
          patches.fill(0);
          addProduct(patches, 0, flipped(matrix(weights, taps, kernel)), gradient, taps, places, groupOut);
          addFolded(patches, addingTo(x), image, geometry);
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

  /** Each group of each image: where its pixels, outputs and kernels start, and its first output channel. */
  function eachGroup(visit: (image: number, out: number, kernel: number, channel: number) => void): void {
    for (let n = 0; n < batch; n++) {
      for (let group = 0; group < groups; group++) {
        const channel = group * groupOut;
        visit(
          (n * channels + group * groupChannels) * height * width,
          (n * outChannels + channel) * places,
          channel * taps,
          channel,
        );
      }
    }
  }
}

/** patches[tap][place] = the pixel that the tap meets at that place, 0 outside the image. */
function unfold(pixels: Floats, image: number, patches: Floats, geometry: Geometry): void {
  const { outWidth } = geometry;
  eachRow(geometry, (place, from, first, last, step) => {
    for (let i = 0; i < outWidth; i++) {
      patches[place + i] = i >= first && i <= last ? pixels[image + from + i * step] : 0;
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
