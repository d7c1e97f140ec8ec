"""A page as a browser shows it: at each width, light and dark, all of it there
and nothing of it from elsewhere."""
import json
import re
import shutil
import struct
import subprocess
import unittest
import zlib

from support import programs, suite

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLE = programs.FOLDER / "tests/pages/pictures_sample"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars")
WIDTHS = (340, 800, 1280)
LIGHT, DARK = "rgb(255, 255, 255)", (14, 18, 23)

# What is asked of each page when it stands in a frame of some width.
MEASURE = """
function measure(frame) {
  const page = frame.contentDocument, faults = [];
  const root = page.documentElement;
  if (root.scrollWidth > root.clientWidth)
    faults.push('the page is wider than its window: ' + root.scrollWidth);
  const fault = (box, of, what) => {
    if (box.width && (box.left < of.left - 1 || box.right > of.right + 1 ||
                      box.top < of.top - 1 || box.bottom > of.bottom + 1))
      faults.push(what + ' leaves its place');
  };
  for (const svg of page.querySelectorAll('svg')) {
    const place = svg.closest('figure').getBoundingClientRect();
    for (const part of svg.querySelectorAll('text, path'))
      fault(part.getBoundingClientRect(), place,
            part.getAttribute('class') + ' "' + part.textContent + '"');
    const names = [...svg.querySelectorAll('.name')].map(
        name => name.getBoundingClientRect());
    names.forEach((a, i) => names.slice(i + 1).forEach(b => {
      if (a.top < b.bottom - 3 && b.top < a.bottom - 3)
        faults.push('a name stands on another');
    }));
  }
  for (const part of page.querySelectorAll('li, dd, h1, h2, h3, p'))
    fault(part.getBoundingClientRect(),
          page.querySelector('main').getBoundingClientRect(),
          part.tagName + ' "' + part.textContent.slice(0, 40) + '"');
  return {
    width: root.clientWidth,
    ground: frame.contentWindow.getComputedStyle(page.body).backgroundColor,
    faults: [...new Set(faults)],
    said: [...page.querySelectorAll('.said li')].map(li => li.textContent),
    charts: [...page.querySelectorAll('svg')].map(svg => ({
      title: svg.querySelector('title').textContent,
      lines: svg.querySelectorAll('.line').length,
      names: [...svg.querySelectorAll('.name')].map(n => n.textContent)})),
    scripts: page.scripts.length,
    loaded: frame.contentWindow.performance
        .getEntriesByType('resource').length,
  };
}
addEventListener('load', () => {
  const found = {};
  for (const frame of document.querySelectorAll('iframe'))
    found[frame.id] = measure(frame);
  document.body.textContent = JSON.stringify(found);
});
"""


def sample(*words):
    return subprocess.run([SAMPLE, *map(str, words)], check=True, timeout=60,
                          capture_output=True, encoding="utf-8").stdout


def attribute(text):
    return text.replace("&", "&amp;").replace('"', "&quot;")


def unescaped(text):
    for name, letter in (("lt", "<"), ("gt", ">"), ("amp", "&")):
        text = text.replace(f"&{name};", letter)
    return text


@unittest.skipUnless(BROWSER, "no chromium")
class Page(suite.Case):
    def browse(self, path, *flags):
        """Opens a file in a browser of its own; returns what that prints."""
        profile = self.folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        process = self.start(*FLAGS, f"--user-data-dir={profile}", *flags,
                             path.as_uri(), program=BROWSER,
                             stderr=subprocess.DEVNULL)
        out, _ = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        return out.decode("utf-8")

    def frames(self, kinds):
        """What the browser says of pages in frames of each width."""
        frames = "".join(
            f'<iframe id="{kind} {width}" width="{width}" height="900"'
            f' srcdoc="{attribute(sample("page", kind))}"></iframe>'
            for kind in kinds for width in WIDTHS)
        path = self.folder / "frames.html"
        path.write_text(f'<!doctype html><meta charset="utf-8">{frames}'
                        f"<script>{MEASURE}</script>", encoding="utf-8")
        dom = self.browse(path, "--dump-dom")
        return json.loads(unescaped(re.search("{.*}", dom)[0]))

    def shown_ground(self, *flags):
        """The colour of the first pixel of the page as it is."""
        path = self.folder / "page.html"
        path.write_text(sample("page", "many"), encoding="utf-8")
        picture = self.folder / "page.png"
        self.browse(path, f"--screenshot={picture}", "--window-size=400,300",
                    *flags)
        png = picture.read_bytes()
        self.assertEqual(struct.unpack(">II", png[16:24]), (400, 300))
        at = png.index(b"IDAT")
        return tuple(zlib.decompressobj().decompress(png[at + 4:], 4)[1:])

    def test_all_of_it_is_seen_at_each_width(self):
        kinds = ("many", "open", "halves", "hostile")
        found = self.frames(kinds)
        self.assertEqual(len(found), len(kinds) * len(WIDTHS))
        for name, page in found.items():
            with self.subTest(page=name):
                self.assertEqual(page["width"], int(name.split()[1]))
                self.assertEqual(page["faults"], [])
                self.assertEqual(page["ground"], LIGHT)
                self.assertEqual((page["scripts"], page["loaded"]), (0, 0))
        self.assert_told(found["many 800"])

    def assert_told(self, page):
        """Sentences, and a curve of each target at each size."""
        text = sample("report", "many", 1000)
        for sentence in page["said"]:
            self.assertIn(sentence, text)
        self.assertGreater(len(page["said"]), 3)
        charts = {chart["title"]: chart for chart in page["charts"]}
        for size in ("64 B", "512 B", "1 400 B", "8 192 B", "60 000 B"):
            for what in ("Latency", "Throughput"):
                chart = charts[f"{what}, {size}"]
                self.assertEqual(chart["lines"], 3)
                self.assertEqual(chart["names"], ["tcp", "udp", "unix"])
        self.assertEqual(charts["Loss of datagrams"]["names"], ["udp"])

    def test_it_is_dark_for_who_likes_it_so(self):
        self.assertEqual(
            self.shown_ground("--blink-settings=preferredColorScheme=0"), DARK)

    def test_no_part_of_it_comes_from_a_network(self):
        for kind in ("many", "link", "hostile"):
            page = sample("page", kind)
            self.assertIsNone(re.search(r"https?:|url\(|@import|src=|href=",
                                        page))
            self.assertIn("default-src &#39;none&#39;", page)


if __name__ == "__main__":
    suite.main()
