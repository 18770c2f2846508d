/** What scripts of the reviewers' room say, in both languages. */

const WORDS = {
  sending: ["将在 {s} 秒后发送", "Sent in {s} s"],
  undo: ["撤销", "Undo"],
  undone: ["已撤销，未发送。", "Undone; nothing was sent."],
  failed: ["未能发送：", "It could not be sent: "],
  back: ["返回该申请", "Back to the claim"],
  offline: [
    "没有连上服务器，请稍后再试。您写下的内容仍在此标签页中。",
    "The server did not answer. Try again; what you typed is still in this tab.",
  ],
  palette: ["查找操作", "Find an action"],
  none: ["没有这样的操作", "No such action"],
  keys: ["按键说明", "Keys"],
  change: ["更改", "change"],
  press: ["请按键…", "press a key …"],
  defaults: ["恢复默认", "Back to the defaults"],
  close: ["关闭", "Close"],
  task: ["任务", "Task"],
  judge: ["判断", "Judgement"],
  look: ["查看", "Looking"],
  help: ["帮助", "Help"],
  typing: [
    "⇧ 是 Shift 键。在输入框中，只有带 Ctrl 的按键有效；按 Esc 离开输入框。",
    "⇧ is the Shift key. While you type, only keys with Ctrl work; Esc leaves a field.",
  ],
  kept: ["任务已续期。", "The task is yours for longer."],
  lost: ["任务已由他人领取。", "Somebody else has the task now."],
} as const;

export type Word = keyof typeof WORDS;

export function isChinese(): boolean {
  return document.documentElement.lang.startsWith("zh");
}

export function say(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  const text: string = WORDS[word][isChinese() ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
