"""The formats `uima-xmi` and `uima-json`."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.file_names import file_name_of
from annotator.formats.format import (
    Carries,
    Format,
    Item,
    OutFolder,
    ReadOptions,
    Setting,
    Sureness,
    WriteOptions,
    setting,
)
from annotator.formats.source import Source
from annotator.formats.uima.complaints import CasWrong, Complaints
from annotator.formats.uima.json_cas import load_json
from annotator.formats.uima.reading import read_cas
from annotator.formats.uima.type_systems import Layer, TypesWrong, known_types, read_types
from annotator.formats.uima.writing import Features, declared_features, make_cas, types_of
from annotator.formats.uima.xmi import load_xmi
from annotator.model.errors import FileTooLarge, FileUnreadable, OffsetUnitFound
from annotator.model.format_errors import FileWrong

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

CAS_LIMIT = 16 << 20
"""The largest file, in bytes, decompressed: a CAS is held in memory as a whole."""
_CURATED = "_curated"
_LAYERS = Setting(
    "layers",
    "Layers",
    "",
    description="names of the layers to take, with commas between them; all where none is named",
)
_LAYER = Setting(
    "layer",
    "Layer",
    "basic",
    ("basic", "named-entity"),
    "the layer of spans: INCEpTION's basic one, or its named entities",
)


class _Cas(Format):
    """What both formats share."""

    carries = Carries(
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        annotators=True,
        entities=True,
    )
    extra = "uima"
    modules = ("cassis",)
    read_settings = (_LAYERS,)
    write_settings = (_LAYER,)

    def load(
        self, raw: bytes, source: Source, options: ReadOptions, complaints: Complaints
    ) -> "Cas":
        """Return the CAS of a file. CasWrong."""
        raise NotImplementedError

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield a line for each view with a text."""
        complaints = Complaints()
        chosen = setting(options.settings, self.read_settings, "layers").split(",")
        layers = frozenset(one.strip() for one in chosen if one.strip())
        try:
            with source.open() as stream:
                raw = stream.read(CAS_LIMIT + 1)
            if len(raw) > CAS_LIMIT:
                raise FileTooLarge(source.path, max(source.size, len(raw)), CAS_LIMIT)
            if options.report_bytes:
                options.report_bytes(len(raw))
            cas = self.load(raw, source, options, complaints)
            name = source.plain_path.stem
            lines = list(read_cas(cas, name, layers, complaints))
        except (FileUnreadable, FileTooLarge) as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        except CasWrong as error:
            wrong = FileWrong(source.path, str(error))
            yield Problem(source.name, None, wrong, is_whole=True)
            return
        for unit in dict.fromkeys(complaints.notes):
            found = OffsetUnitFound(unit, "utf16")
            yield Problem(source.name, None, found, is_skipped=False)
        for reason in complaints.reasons():
            yield Problem(source.name, None, FileWrong(source.path, reason))
        if not lines:
            empty = FileWrong(source.path, "has no view with a text")
            yield Problem(source.name, None, empty, is_whole=True)
        yield from lines

    def layer(self, options: WriteOptions) -> Layer:
        """Return the layer that was chosen."""
        return cast(Layer, setting(options.settings, self.write_settings, "layer"))


class UimaXmi(_Cas):
    """XMI with a type system beside it."""

    name = "uima-xmi"
    title = "UIMA CAS as XMI (INCEpTION)"
    endings = (".xmi",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its namespace at the beginning."""
        is_ours = b"http://www.omg.org/XMI" in head and b":XMI" in head
        return Sureness.SURE if is_ours else super().recognises(path, head)

    def companions(self, source: Source) -> tuple[str, ...]:
        """Its type system, which is named in several ways."""
        return ("TypeSystem.xml", "typesystem.xml", f"{source.plain_path.stem}-typesystem.xml")

    def load(
        self, raw: bytes, source: Source, options: ReadOptions, complaints: Complaints
    ) -> "Cas":
        """Return the CAS with the type system beside it, or the one that we know."""
        types = self._types(source, complaints)
        return load_xmi(raw, types, options.offset_unit, complaints)

    def _types(self, source: Source, complaints: Complaints) -> "TypeSystem":
        for name in reversed(self.companions(source)):
            beside = source.beside(name)
            if beside is None:
                continue
            try:
                with beside.open() as stream:
                    return read_types(stream.read(CAS_LIMIT))
            except (FileUnreadable, TypesWrong) as error:
                complaints.add(f"the file {name} {error}")
        return known_types()

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write DOC.xmi of each line, and a type system for each folder of them."""
        layer = self.layer(options)
        features: dict[str, Features] = {}
        for line in lines:
            where = _folder_of(line)
            known = features.setdefault(where, declared_features(options.label_set))
            cas = make_cas(line, layer, known, options, is_xml=True)
            with folder.open(f"{where}{file_name_of(line.document.id)}.xmi") as stream:
                stream.write((cas.to_xmi() or "").encode())
        for where, known in (features or {"": declared_features(options.label_set)}).items():
            with folder.open(f"{where}TypeSystem.xml") as stream:
                stream.write((types_of(layer, known).to_xml() or "").encode())


class UimaJson(_Cas):
    """JSON CAS 0.4, the type system in it."""

    name = "uima-json"
    title = "UIMA CAS as JSON (INCEpTION)"
    endings = (".json",)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by the keys that no other JSON has; the ending says nothing."""
        is_ours = b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head
        return Sureness.SURE if is_ours else Sureness.NO

    def load(
        self, raw: bytes, source: Source, options: ReadOptions, complaints: Complaints
    ) -> "Cas":
        """Return the CAS."""
        return load_json(raw, options.offset_unit, complaints)

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write DOC.json of each line."""
        layer = self.layer(options)
        known = declared_features(options.label_set)
        for line in lines:
            own = Features(dict(known.spans), dict(known.relations))
            cas = make_cas(line, layer, own, options, is_xml=False)
            name = f"{_folder_of(line)}{file_name_of(line.document.id)}.json"
            with folder.open(name) as stream:
                stream.write((cas.to_json(pretty_print=False) or "").encode())


def _folder_of(line: CorpusLine) -> str:
    if line.status == "curated":
        return f"{_CURATED}/"
    return f"{file_name_of(line.annotator)}/" if line.annotator else ""
