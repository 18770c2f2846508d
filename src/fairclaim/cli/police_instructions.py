"""The text that lies in a police folder: what is in it, and how anybody checks it without a network and without trusting the sender."""

from typing import Final

_OPENING_ZH: Final = """\
   证据包已加密。请先用接收方的密钥打开（age 是公开的加密程序，https://age-encryption.org）：

       age -d -i 密钥文件 -o case.zip attachments/{name}

"""
_OPENING_EN: Final = """\
   The case is encrypted. Open it first with the reader's key (age is a public program, https://age-encryption.org):

       age -d -i KEY_FILE -o case.zip attachments/{name}

"""
_TEXT: Final = """\
报案材料

本文件夹内容
  police-cover.*     报案材料说明（中文、英文）
  attachments/       附件。01 为证据包，内有收到时的原始文件、经过、决定和全部证明
  verify_bundle.py   核验程序
  SHA256SUMS         每个文件的 SHA-256

请不要修改、转码或者重新保存附件：哪怕改动一个字节，核验都会不通过。

怎样核验（不需要联网，也不需要信任报案人）
1. 电脑上须有 Python 3.9 以上版本和 cryptography 库。没有的，可以在任一台能联网的电脑上运行
   pip download cryptography 后带过来安装。
{opening_zh}2. 在本文件夹运行：

       python verify_bundle.py {case}

   显示通过，说明证据包封存以后没有改动，各项记录按所示顺序写入日志。显示不通过的，会指出是哪一处。
3. 程序会列出密钥指纹。请通过其他途径（平台公布的网页、来函、电话）向平台核对：只有平台能说明密钥是它的。
4. 有专门知识的人可以不用本程序，只用 openssl 逐条核验，步骤见项目文档“Verify a bundle”。

核验通过，不说明什么
  不说明照片里的事情真假，不说明图片由谁改动，也不说明账户使用人是否知情。这些由办案机关判断。

--------------------------------------------------------------------------------

Material for the police

What is in this folder
  police-cover.*     the cover letter (Chinese, English)
  attachments/       01 is the case: the files as received, what happened, the decision, and all proofs
  verify_bundle.py   the program that checks it
  SHA256SUMS         the SHA-256 of every file

Please do not change, convert or save the attachments anew: with one byte changed, the check fails.

How to check it (no network, no trust in the sender needed)
1. The computer has Python 3.9 or newer and the package cryptography. Where it is missing, run
   pip download cryptography on any computer with a network, and carry it over.
{opening_en}2. In this folder run:

       python verify_bundle.py {case}

   Where it holds, nothing was changed since the case was sealed, and its records stand in the log in the order shown. Where it does not,
   the place is named.
3. The program lists fingerprints of keys. Compare them with the platform by another way (its web page, a letter, a telephone call): only
   the platform can say that the keys are its own.
4. An expert can do without this program, with openssl alone; the page "Verify a bundle" of the documentation has the steps.

What a good result does not say
  Not whether what the photos show is true, not who changed a picture, and not whether the user of the account knew. That is for the
  authority to judge.
"""


def instructions(name: str, *, is_encrypted: bool) -> bytes:
    """Return the text, UTF-8 with a byte-order mark, so that an old editor shows its Chinese.

    Parameters
    ----------
    name : str
        File name of the case.
    """
    return _TEXT.format(
        opening_zh=_OPENING_ZH.format(name=name) if is_encrypted else "",
        opening_en=_OPENING_EN.format(name=name) if is_encrypted else "",
        case="case.zip" if is_encrypted else f"attachments/{name}",
    ).encode("utf-8-sig")
