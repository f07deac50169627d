"""`tochuc check`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING

from tochuc.checker.finding import Confidence

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

FORMATS = ("text", "json", "sarif", "html")
FAIL_ON = ("error", "warning", "note", "never")


def add(commands: Commands) -> None:
    """Add this module's command to the parser."""
    parser = commands.add_parser(
        "check",
        help="đọc một văn bản và chỉ ra chỗ không khớp",
        description="Đọc văn bản như một biên tập viên kỹ tính: số liệu không cộng khớp, chú thích thiếu mục, "
        "văn bản viện dẫn sai số hoặc ngày, thứ tự đánh sai, lỗi chính tả thuật ngữ.",
        epilog="Mã kết thúc: 0 không thấy gì từ mức --fail-on trở lên, 1 có thấy, 2 không đọc được tệp hoặc gọi sai.",
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="tệp TXT, MD, DOCX, ODT hoặc PDF; “-” là đầu vào chuẩn"
    )
    _add_choice(parser)
    _add_output(parser)
    _add_silences(parser)
    _add_instead(parser)
    parser.set_defaults(run=run)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("tìm gì")
    group.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="CODES",
        help="chỉ các quy tắc này, ví dụ ARI,CIT-002",
    )
    group.add_argument("--ignore", action="append", default=[], metavar="CODES", help="trừ các quy tắc này")
    group.add_argument(
        "--confidence",
        choices=[str(one) for one in reversed(Confidence)],
        default="likely",
        help="mức chắc chắn thấp nhất được nêu (mặc định: %(default)s)",
    )
    group.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="error",
        help="mức nhẹ nhất làm mã kết thúc thành 1 (mặc định: %(default)s)",
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("kết quả")
    group.add_argument("--format", choices=FORMATS, default="text", help="mặc định: %(default)s")
    group.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ (mặc định: %(default)s)")
    group.add_argument("--output", metavar="OUT", help="ghi kết quả vào tệp này")
    group.add_argument(
        "--annotate", metavar="OUT.docx", help="ghi thêm tệp Word có từng phát hiện là một nhận xét bên lề"
    )


def _add_silences(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("bỏ qua một chỗ có lý do")
    group.add_argument(
        "--silence", metavar="CODE:LINE[:COLUMN]", help="từ nay bỏ qua phát hiện này; cần --reason"
    )
    group.add_argument("--reason", default="", help="vì sao chỗ ấy đúng như đang viết")
    group.add_argument("--by", help="người quyết định bỏ qua (mặc định: tên đăng nhập)")
    group.add_argument(
        "--silences", metavar="PATH", help="tệp ghi các chỗ bỏ qua (mặc định: FILE.tochuc.yaml cạnh văn bản)"
    )
    group.add_argument("--no-silences", action="store_true", help="nêu cả những chỗ đã được bỏ qua")


def _add_instead(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("thay cho kiểm tra").add_mutually_exclusive_group()
    group.add_argument("--explain", metavar="CODE", help="giải thích một quy tắc, với ví dụ sai và đúng")
    group.add_argument("--rules", action="store_true", help="liệt kê các quy tắc")
    group.add_argument(
        "--statements",
        action="store_true",
        help="mọi con số được hiểu thế nào: đếm gì, là tổng hay phần của gì",
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0, 1 or 2 as the help says; whatever happens, a sentence and no traceback."""
    collecting = gc.isenabled()
    # What is read is kept to the end: looking through it for garbage takes a tenth of the time and finds none.
    gc.disable()
    try:
        return _run(arguments)
    finally:
        if collecting:
            gc.enable()


def _run(arguments: argparse.Namespace) -> int:
    from tochuc.checker import checking
    from tochuc.checker.finding import Say
    from tochuc.checker.sources import Refused

    _prepare_streams()
    try:
        code = checking.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough; the interpreter's own last flush must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Refused as refused:
        say = refused.say
    except KeyboardInterrupt:
        say = Say("Đã dừng theo yêu cầu.", "Stopped as asked.")
    except MemoryError:
        say = Say("Văn bản quá lớn so với bộ nhớ của máy.", "The document is too large for this machine.")
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        kind = type(error).__name__
        say = Say(
            f"Chương trình gặp lỗi ({kind}) và dừng lại; xin báo cho người phụ trách phần mềm.",
            f"The program failed ({kind}) and stopped; please tell whoever looks after it.",
        )
    else:
        return code
    print(say.in_(arguments.lang), file=sys.stderr)
    return 2


def _prepare_streams() -> None:
    """UTF-8 whatever the machine's settings: the sentences are Vietnamese."""
    import io

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
