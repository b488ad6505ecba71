/** Words that every card uses: English, Chinese. */
export const words = {
  thisLine: ["This line", "这一行"],
  asMade: ["As it was made", "按创建时的参数"],
  pitfall: ["Pitfall", "易错"],
  olderName: ["Older name", "旧名"],
  olderArgument: ["Older argument", "旧参数"],
  elsewhere: ["Elsewhere", "别处"],
  explain: ["Explain", "讲解"],
  run: ["Run the demo", "运行演示"],
  mute: ["Mute", "不再提示"],
} as const satisfies Record<string, readonly [string, string]>;
