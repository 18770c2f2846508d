/** Every word of the viewer, in Chinese and in English. */

import type { Action } from "./keys.ts";

export type Language = "zh" | "en";
type Pair = readonly [zh: string, en: string];

const PLAIN = {
  viewer: ["证据图片查看器", "Evidence viewer"],
  stage: ["图片。按 ? 查看按键。", "Pictures. Press ? for the keys."],
  toolbar: ["查看工具", "Viewing tools"],
  claim: ["申诉图片", "Claim photo"],
  reference: ["对照图片", "Reference"],
  side: ["并排", "Side by side"],
  overlay: ["叠加", "Overlay"],
  slider: ["滑块", "Slider"],
  flicker: ["闪烁", "Flicker"],
  difference: ["差异", "Difference"],
  single: ["单图", "Single"],
  opacity: ["不透明度", "Opacity"],
  divider: ["分界位置", "Divider"],
  pace: ["每秒切换", "Changes a second"],
  threshold: ["阈值", "Threshold"],
  heatThreshold: ["热图阈值", "Map threshold"],
  heatOpacity: ["热图浓度", "Map opacity"],
  groupFilm: ["播放", "Playing"],
  filmTime: ["时间", "Time"],
  filmSide: ["视频只能并排查看", "Films are compared side by side"],
  inStep: ["同步", "In step"],
  movesClaim: ["控制：申诉视频", "Moves: the claim's film"],
  movesReference: ["控制：对照视频", "Moves: the reference film"],
  filmStills: [
    "此浏览器无法播放该视频（{codec}）。以下是其中 {count} 帧，可用逐帧按键查看。",
    "This browser cannot play the film ({codec}). Here are {count} frames of it; the keys for single frames go through them.",
  ],
  filmUnknown: ["该视频无法打开，无法播放。", "This film could not be opened and cannot be played."],
  download: ["下载原件", "Download the original"],
  brightness: ["亮度", "Brightness"],
  contrast: ["对比度", "Contrast"],
  look: ["显示", "Look"],
  lookNote: ["只改变屏幕显示，不改变证据。", "Changes the screen only, never the evidence."],
  viewOnly: ["仅显示调整，非原图", "View only: not as received"],
  unregistered: ["两图未配准：仅按画面大小叠放", "Not registered: laid over each other by frame size only"],
  noReference: ["没有对照图片", "There is no reference"],
  loading: ["正在载入…", "Loading…"],
  failed: [
    "图片无法显示。请重新载入；若仍失败，请下载原件查看。",
    "The picture cannot be shown. Load it again; if that fails, download the original.",
  ],
  partial: ["有图块未能载入，画面不完整", "Some tiles could not be loaded: the picture is incomplete"],
  badMatrix: ["配准参数无效，未采用", "The registration is malformed and was not used"],
  badRegions: ["区域数据无效，未采用", "The regions are malformed and were not used"],
  badMap: ["热图无法显示", "The map cannot be shown"],
  region: ["区域", "Region"],
  regionsHint: ["标记区域：{count}。按 {key} 逐处查看。", "Marked regions: {count}. Press {key} to step through them."],
  keysTitle: ["按键", "Keys"],
  keysNote: [
    "焦点在查看器内时有效。选“更改”后按新键；Esc 取消。",
    "They work while the focus is in the viewer. Choose “Change” and press the new key; Esc cancels.",
  ],
  change: ["更改", "Change"],
  pressKey: ["请按键…", "Press a key…"],
  defaultKeys: ["恢复默认按键", "Default keys"],
  close: ["关闭", "Close"],
  length: ["长度", "Length"],
  measuring: [
    "测量：拖动画线；或用方向键移动、按 Enter 定端点",
    "Measure: drag a line; or move with arrows and press Enter for each end",
  ],
  outside: ["图外", "outside"],
  lossy: ["图块经有损压缩，像素值为近似值", "Tiles were compressed with loss: values are approximate"],
  groupMode: ["对照方式", "Comparing"],
  groupMove: ["移动与缩放", "Moving and zooming"],
  groupMarks: ["标记", "Marks"],
  groupTools: ["工具", "Tools"],
  groupLook: ["显示（仅供查看）", "Look (view only)"],
} as const satisfies Record<string, Pair>;

const ACTION_WORDS: Readonly<Record<Action, Pair>> = {
  "mode-side": ["并排", "Side by side"],
  "mode-overlay": ["叠加", "Overlay"],
  "mode-slider": ["滑块", "Slider"],
  "mode-flicker": ["闪烁", "Flicker"],
  "mode-difference": ["差异", "Difference"],
  "mode-single": ["单图", "Single picture"],
  swap: ["交换两图", "Swap the pictures"],
  blink: ["切换另一张 / 暂停闪烁", "Show the other picture / hold the flicker"],
  "value-down": ["当前方式的数值减小", "Less of this mode's value"],
  "value-up": ["当前方式的数值增大", "More of this mode's value"],
  "zoom-in": ["放大", "Zoom in"],
  "zoom-out": ["缩小", "Zoom out"],
  fit: ["完整显示", "Fit the whole picture"],
  "one-to-one": ["原始像素 1:1", "Actual pixels 1:1"],
  "pan-left": ["左移", "Move left"],
  "pan-right": ["右移", "Move right"],
  "pan-up": ["上移", "Move up"],
  "pan-down": ["下移", "Move down"],
  "nudge-left": ["微移向左", "Nudge left"],
  "nudge-right": ["微移向右", "Nudge right"],
  "nudge-up": ["微移向上", "Nudge up"],
  "nudge-down": ["微移向下", "Nudge down"],
  "rotate-right": ["向右旋转 90°", "Turn right by 90°"],
  "rotate-left": ["向左旋转 90°", "Turn left by 90°"],
  "next-region": ["下一处标记区域", "Next marked region"],
  "previous-region": ["上一处标记区域", "Previous marked region"],
  regions: ["显示或隐藏区域框", "Show or hide the region boxes"],
  heat: ["显示或隐藏热图", "Show or hide the map"],
  "heat-less": ["降低热图阈值", "Lower the map's threshold"],
  "heat-more": ["提高热图阈值", "Raise the map's threshold"],
  "heat-fainter": ["热图变淡", "Fainter map"],
  "heat-stronger": ["热图变浓", "Stronger map"],
  "film-play": ["视频：播放或暂停（空格）", "Film: play or pause (space)"],
  "film-back": ["视频：上一帧（，）", "Film: one frame back (,)"],
  "film-on": ["视频：下一帧（。）", "Film: one frame on (.)"],
  "film-jump-back": ["视频：后退一秒", "Film: one second back"],
  "film-jump-on": ["视频：前进一秒", "Film: one second on"],
  "film-start": ["视频：回到开头", "Film: to its beginning"],
  "film-slower": ["视频：减速", "Film: slower"],
  "film-faster": ["视频：加速", "Film: faster"],
  "film-loop": ["视频：循环播放", "Film: over and over"],
  "film-link": ["两段视频同步或分开", "Hold two films in step, or let each go by itself"],
  "film-other": ["分开时：控制另一段视频", "Out of step: move the other film"],
  "film-sound": ["视频：声音", "Film: sound"],
  loupe: ["像素放大镜", "Pixel loupe"],
  measure: ["测量", "Measure"],
  mark: ["测量时定端点", "Set an end while measuring"],
  brighter: ["调亮", "Brighter"],
  darker: ["调暗", "Darker"],
  "more-contrast": ["增加对比度", "More contrast"],
  "less-contrast": ["降低对比度", "Less contrast"],
  grey: ["灰度", "Grey"],
  blur: ["模糊（遮挡不适画面）", "Blur (for unpleasant pictures)"],
  "plain-look": ["恢复原样显示", "Look as received"],
  help: ["按键帮助", "Help on keys"],
};

export type Word = keyof typeof PLAIN;

export function say(word: Word, language: Language): string {
  return PLAIN[word][language === "zh" ? 0 : 1];
}

export function sayAction(action: Action, language: Language): string {
  return ACTION_WORDS[action][language === "zh" ? 0 : 1];
}

/** The nearer of the two languages; English for every language but Chinese. */
export function languageOf(tag: string | null | undefined): Language {
  return tag?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
