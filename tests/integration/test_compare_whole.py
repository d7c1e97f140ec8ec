"""compare without a word: a server of its own, three transports, five sizes,
five rounds, all outputs, within a minute."""
import json
import os
import unittest

from support import suite

NO_WORDS_S = 60


class CompareWhole(suite.Case):
    @unittest.skipUnless(os.environ.get("MSGWIRE_SLOW") == "1",
                         "it takes a minute: MSGWIRE_SLOW=1 asks for it")
    def test_alone_it_ends_within_a_minute(self):
        kept, page = self.folder / "kept.json", self.folder / "page.html"
        process = self.start("compare", "--json", kept, "--html", page)
        out, err = process.communicate(timeout=NO_WORDS_S)
        self.assertEqual((process.returncode, err), (0, b""))
        self.assertIn("unix", out.decode())
        self.assertIn("</html>", page.read_text(encoding="utf-8"))
        study = json.loads(kept.read_text(encoding="utf-8"))
        self.assertEqual([size["bytes"] for size in study["sizes"]],
                         [64, 512, 1400, 8192, 60000])
        for part in (study, study["busy"]):
            self.assertEqual(len(part["runs"]), 75)
            for run in part["runs"]:
                self.assertEqual((run["errors"], run["wrong"]), (0, 0))
        for cell in study["cells"]:
            self.assertGreater(cell["p50"]["value"], 0)


if __name__ == "__main__":
    suite.main()
