"""``fairclaim label write`` as a caller meets it, and as exiftool reads it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fairclaim.benchmark.label_pictures import plain
from fairclaim.benchmark.label_recordings import movie
from fairclaim.cli.exits import Exit
from fairclaim.cli.label_read import read_labels
from fairclaim.cli.main import main
from fairclaim.forensics.labels.aigc import AigcLabel
from unit.imaging import hostile

Capture = pytest.CaptureFixture[str]
DOUBAO, JIMENG = "001191110102MACQD9K64010000", "00119144030008867405X220001"
NEW = ("--label", "1", "--producer", DOUBAO, "--produce-id", "id-7")
PASS_ON = ("--propagator", JIMENG, "--propagate-id", "p-9")
BASES = {
    "photo.jpg": plain("JPEG"),
    "exif.jpg": hostile.jpeg(exif=hostile.exif_block(Make="Maker"), xmp=hostile.XMP),
    "photo.png": plain("PNG"),
    "photo.webp": plain("WEBP"),
    "lossless.webp": hostile.webp(lossless=True),
    "film.mp4": movie(b""),
}


@pytest.fixture(params=sorted(set(BASES) - {"exif.jpg"}))
def original(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(BASES[path.name])
    return path


def write(path: Path, copy: Path, *words: str, status: Exit = Exit.DONE) -> None:
    assert main(["label", "write", str(path), "--out", str(copy), *words, "--language", "en"]) == status


def label_of(path: Path) -> AigcLabel:
    [label] = read_labels(path).found
    assert isinstance(label, AigcLabel)
    return label


def test_a_copy_is_labelled_and_passed_on(original: Path, tmp_path: Path, capsys: Capture) -> None:
    before = original.read_bytes()
    first, second = tmp_path / "new" / original.name, tmp_path / f"again-{original.name}"
    write(original, first, *NEW)
    write(first, second, *PASS_ON)
    assert original.read_bytes() == before
    assert (label_of(first).produce_id, label_of(first).propagator) == ("id-7", DOUBAO)
    assert (label_of(second).produce_id, label_of(second).propagator) == ("id-7", JIMENG)
    assert "written" in capsys.readouterr().out


def test_exiftool_reads_the_same(original: Path, tmp_path: Path) -> None:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    first, second = tmp_path / f"1-{original.name}", tmp_path / f"2-{original.name}"
    write(original, first, *NEW)
    write(first, second, *PASS_ON)
    done = subprocess.run(
        [program, "-json", "-n", "-XMP:Aigc", "-Warning", "-Error", str(first), str(second)],
        capture_output=True,
        check=True,
    )
    read = json.loads(done.stdout)
    assert [set(one) for one in read] == [{"SourceFile", "Aigc"}] * 2
    for one, propagator in zip(read, (DOUBAO, JIMENG), strict=True):
        fields = json.loads(one["Aigc"])
        assert list(fields)[:3] == ["Label", "ContentProducer", "ProduceID"]
        assert (fields["Label"], fields["ProduceID"], fields["ContentPropagator"]) == ("1", "id-7", propagator)


@pytest.mark.parametrize("name", ["photo.jpg", "photo.png"])
def test_what_exiftool_writes_is_read_and_passed_on(name: str, tmp_path: Path) -> None:
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("exiftool is not installed (Debian: libimage-exiftool-perl)")
    config = tmp_path / "tc260.config"
    config.write_text(
        "%Image::ExifTool::UserDefined = ('Image::ExifTool::XMP::Main' => { TC260 => { SubDirectory => "
        "{ TagTable => 'Image::ExifTool::UserDefined::TC260' } } });\n"
        "%Image::ExifTool::UserDefined::TC260 = (GROUPS => { 0 => 'XMP', 1 => 'XMP-TC260', 2 => 'Image' }, NAMESPACE => "
        "{ 'TC260' => 'http://www.tc260.org.cn/ns/AIGC/1.0/' }, WRITABLE => 'string', AIGC => { Name => 'AIGC' });\n1;\n"
    )
    path, copy = tmp_path / name, tmp_path / f"copy-{name}"
    path.write_bytes(BASES[name])
    value = json.dumps({"Label": "1", "ContentProducer": DOUBAO, "ProduceID": "id-7"}, separators=(",", ":"))
    subprocess.run(
        [program, "-config", str(config), f"-XMP-TC260:AIGC={value}", "-q", str(path)], check=True, capture_output=True
    )
    assert label_of(path).produce_id == "id-7"
    write(path, copy, *PASS_ON)
    assert label_of(copy).propagator == JIMENG


@pytest.mark.parametrize("flags", ["use_metadata_tags", "use_metadata_tags+faststart"])
def test_a_real_film_plays_the_same_after_its_label_was_passed_on(flags: str, tmp_path: Path) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not installed")
    value = json.dumps({"Label": "1", "ContentProducer": DOUBAO, "ProduceID": "id-7"})
    path, copy = tmp_path / "film.mp4", tmp_path / "copy.mp4"
    made = (*("-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1"), "-movflags", flags)
    subprocess.run([program, "-v", "error", *made, "-metadata", f"AIGC={value}", str(path)], check=True)
    write(path, copy, "--propagator", JIMENG, "--propagate-id", "p" * 100)
    assert label_of(copy).propagate_id == "p" * 100
    frames = [
        subprocess.run(
            [program, "-v", "error", "-i", str(one), "-f", "framemd5", "-"], check=True, capture_output=True
        ).stdout
        for one in (path, copy)
    ]
    assert frames[0] == frames[1]
    assert b"\n0," in frames[0]


def test_an_existing_file_is_never_overwritten(tmp_path: Path, capsys: Capture) -> None:
    path, taken = tmp_path / "a.jpg", tmp_path / "b.jpg"
    path.write_bytes(BASES["photo.jpg"])
    taken.write_bytes(b"mine")
    for target in (taken, path):
        write(path, target, *NEW, status=Exit.BAD_USE)
        assert "not overwritten" in capsys.readouterr().err
    assert taken.read_bytes() == b"mine"
    assert path.read_bytes() == BASES["photo.jpg"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--label", "1"), "--producer"),
        (("--label", "1", "--producer", DOUBAO[:-1], "--produce-id", "x"), "no right code"),
        (PASS_ON, "--label"),
    ],
)
def test_bad_use_leaves_no_file(words: tuple[str, ...], said: str, tmp_path: Path, capsys: Capture) -> None:
    path, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    path.write_bytes(BASES["photo.jpg"])
    write(path, copy, *words, status=Exit.BAD_USE)
    assert said in capsys.readouterr().err
    assert not copy.exists()


def test_a_labelled_file_is_not_labelled_again(tmp_path: Path, capsys: Capture) -> None:
    path, first, second = tmp_path / "a.jpg", tmp_path / "b.jpg", tmp_path / "c.jpg"
    path.write_bytes(BASES["photo.jpg"])
    write(path, first, *NEW)
    write(first, second, *NEW, status=Exit.BAD_USE)
    assert "already carries" in capsys.readouterr().err
    assert not second.exists()


@pytest.mark.parametrize(
    ("data", "status"), [(b"", Exit.UNREADABLE), (b"text", Exit.UNREADABLE), (hostile.gif(), Exit.BAD_USE)]
)
def test_what_cannot_be_written_into_is_said(data: bytes, status: Exit, tmp_path: Path) -> None:
    path, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    path.write_bytes(data)
    write(path, copy, *NEW, status=status)
    assert not copy.exists()


def test_a_missing_original_is_unreadable_and_a_place_that_cannot_be_written_bad_use(tmp_path: Path) -> None:
    write(tmp_path / "nowhere.jpg", tmp_path / "b.jpg", *NEW, status=Exit.UNREADABLE)
    path = tmp_path / "a.jpg"
    path.write_bytes(BASES["photo.jpg"])
    write(path, path / "b.jpg", *NEW, status=Exit.BAD_USE)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of POSIX stands for a full disk")
def test_a_disk_that_takes_no_more_leaves_no_half_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "a.jpg", tmp_path / "b.jpg"
    path.write_bytes(BASES["photo.jpg"])
    words = ["-m", "fairclaim", "label", "write", str(path), "--out", str(copy), *NEW]
    limited = ["sh", "-c", 'ulimit -f 0; exec "$0" "$@"', sys.executable, *words]
    done = subprocess.run(limited, capture_output=True, check=False)
    assert done.returncode == Exit.UNAVAILABLE
    assert not copy.exists()
