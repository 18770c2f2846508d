"""What is wrong with a damaged file, in words of both languages.

Those who read files say it in short English, ``WHERE: what``; the sentence for people is made here. What a codec says
in words of its own is quoted, in both languages alike.
"""

import re

from fairclaim.domain.bilingual import Bilingual

_ZH = {
    r"another question": "签名库提出了意外的请求",
    r"boxes nest too deeply": "盒结构嵌套过深",
    r"cannot be opened": "无法打开",
    r"content": "内容与所称的类型不符",
    r"cut off in the box at byte (\d+)": "在第 {0} 字节处的盒中断",
    r"cut off in the chunk at byte (\d+)": "在第 {0} 字节处的数据块中断",
    r"cut off in the pixels": "像素数据中断",
    r"cut off": "文件中断",
    r"frame cannot be kept": "画面无法保存",
    r"frame header too short": "帧头过短",
    r"impossible answer": "返回的内容不可能存在",
    r"impossible size": "返回的尺寸不可能存在",
    r"more than one frame header": "帧头不止一个",
    r"no EOI": "没有图像结束标记 EOI",
    r"no IDAT": "没有图像数据块 IDAT",
    r"no IHDR": "没有文件头数据块 IHDR",
    r"no block at byte (\d+)": "第 {0} 字节处没有数据块",
    r"no frame can be decoded": "没有一帧画面可以解码",
    r"no header": "没有文件头",
    r"no picture before EOI": "图像结束标记 EOI 之前没有图像",
    r"no picture in the first directory": "第一个目录里没有图像",
    r"no picture": "没有图像",
    r"second SOI before EOI": "图像结束标记 EOI 之前又出现开始标记 SOI",
    r"shorter than its header says": "比文件头所写的短",
    r"stopped": "意外停止",
    r"type, size or certificate": "类型、大小或证书不符合要求",
    r"zero size": "宽或高为零",
    r"(\w+) at byte (\d+) has no room": "第 {1} 字节处的 {0} 段超出文件末尾",
}
_PLACES = {"decoder": "解码程序", "film": "视频", "not signed": "未能签名"}


def fault_in_words(what: str) -> Bilingual:
    """Return a fault as it stands inside a sentence.

    Parameters
    ----------
    what : str
        ``WHERE: what``, as the readers of ``fairclaim.imaging`` say it, or any other text.

    Examples
    --------
    >>> fault_in_words("PNG: cut off in the chunk at byte 33").zh
    'PNG：在第 33 字节处的数据块中断'
    """
    place, _, fault = what.partition(": ")
    for pattern, zh in _ZH.items():
        found = re.fullmatch(pattern, fault)
        if found:
            return Bilingual(f"{_PLACES.get(place, place)}：{zh.format(*found.groups())}", what)
    return Bilingual(f"读取程序报告：{what}", what)
