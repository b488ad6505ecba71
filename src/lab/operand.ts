import { valueText } from "./format";
import { Tensor } from "./tensor";
import { t } from "./text";

/** What an operation calls a tensor that it is given. */
const roles = {
  operand: () => t("the operand", "运算对象"),
  prediction: () => t("the prediction", "预测"),
  scores: () => t("the scores", "分数"),
  target: () => t("the target", "目标"),
  images: () => t("the images", "图像"),
  kernels: () => t("the kernels", "卷积核"),
  condition: () => t("the condition", "条件"),
};

export type Role = keyof typeof roles;

/** @throws when the value is not a tensor, such as a list of numbers */
export function checkTensor(value: unknown, operation: string, role: Role): asserts value is Tensor {
  if (value instanceof Tensor) return;
  const list = Array.isArray(value) || ArrayBuffer.isView(value);
  const numbers = list || typeof value === "number";
  const [kind, kindInChinese] = list ? ["a list", "列表"] : [valueText(value), ` ${valueText(value)}`];
  throw new Error(
    t(
      `${operation}(): ${roles[role]()} is ${kind}, not a tensor.${numbers ? " Write tensor(…) around it." : ""}`,
      `${operation}()：${roles[role]()}是${kindInChinese}，不是张量。${numbers ? "请用 tensor(…) 包起来。" : ""}`,
    ),
  );
}

/** "the prediction", in the language of the run. */
export function roleText(role: Role): string {
  return roles[role]();
}
