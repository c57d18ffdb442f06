/* When a picture was taken. A canvas forgets it, so it is read from the photo's EXIF block and put back, alone: no place,
   no camera, no number goes along. */
(function () {
  "use strict";
  const L = window.QMLog;
  const HEAD = 262144;
  const DETAILS = 0x8769;
  const TAKEN = [[0x9003, 0x9011], [0x9004, 0x9012]];

  /* Where the TIFF part of a JPEG's EXIF block begins; -1 when there is none. */
  function tiff(view) {
    if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) { return -1; }
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
      const mark = view.getUint8(at + 1);
      if (mark === 0xe1 && view.getUint32(at + 4) === 0x45786966) { return at + 10; }
      if (mark === 0xda) { return -1; }
      at += 2 + view.getUint16(at + 2);
    }
    return -1;
  }

  function words(view, start, little) {
    const text = (at, length) => {
      const from = length > 4 ? start + view.getUint32(at + 8, little) : at + 8;
      let found = "";
      for (let i = 0; i < length; i += 1) { found += String.fromCharCode(view.getUint8(from + i)); }
      return found.replace(/\0+$/, "");
    };
    const entries = (at) => {
      const found = {};
      const count = Math.min(view.getUint16(at, little), 200);
      for (let i = 0; i < count; i += 1) {
        const entry = at + 2 + i * 12;
        const kind = view.getUint16(entry + 2, little);
        const length = view.getUint32(entry + 4, little);
        found[view.getUint16(entry, little)] = kind === 2 && length < 40 ? text(entry, length) : view.getUint32(entry + 8, little);
      }
      return found;
    };
    const first = entries(start + view.getUint32(start + 4, little));
    return first[DETAILS] ? entries(start + first[DETAILS]) : {};
  }

  /* Resolves to {at: "2024:09:10 09:30:00", zone: "+08:00" or ""}, or null. A broken block says nothing. */
  L.takenOf = async function (file) {
    try {
      const view = new DataView(await file.slice(0, HEAD).arrayBuffer());
      const start = tiff(view);
      if (start < 0) { return null; }
      const found = words(view, start, view.getUint16(start) === 0x4949);
      for (const [date, zone] of TAKEN) {
        if (/^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/.test(found[date] || "")) {
          return { at: found[date], zone: /^[+-]\d\d:\d\d$/.test(found[zone] || "") ? found[zone] : "" };
        }
      }
    } catch (broken) { /* cut off or made up: the picture is sent without it */ }
    return null;
  };

  /* The JPEG with an EXIF block of its own that holds the time and nothing else. */
  L.withTaken = async function (blob, taken) {
    const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    if (!taken || start[0] !== 0xff || start[1] !== 0xd8) { return blob; }
    const values = [[0x9003, taken.at + "\0"]].concat(taken.zone ? [[0x9011, taken.zone + "\0"]] : []);
    const below = 26; // header 8, first directory with its one entry 18
    let data = below + 2 + values.length * 12 + 4;
    const size = values.reduce((sum, each) => sum + each[1].length, data);
    const view = new DataView(new ArrayBuffer(10 + size));
    const put = (at, text) => Array.from(text).forEach((sign, i) => view.setUint8(at + i, sign.charCodeAt(0)));
    const entry = (at, tag, kind, count, value) => {
      view.setUint16(at, tag);
      view.setUint16(at + 2, kind);
      view.setUint32(at + 4, count);
      view.setUint32(at + 8, value);
    };
    view.setUint16(0, 0xffe1);
    view.setUint16(2, 8 + size);
    put(4, "Exif\0\0MM\0*");
    view.setUint32(14, 8);
    view.setUint16(18, 1);
    entry(20, DETAILS, 4, 1, below);
    view.setUint16(10 + below, values.length);
    values.forEach(function ([tag, text], i) {
      entry(12 + below + i * 12, tag, 2, text.length, data);
      put(10 + data, text);
      data += text.length;
    });
    return new Blob([blob.slice(0, 2), view.buffer, blob.slice(2)], { type: "image/jpeg" });
  };
})();
