/* Pictures made smaller before they are sent: 2,560 pixels are what the portal keeps. A file that the browser cannot
   open (HEIC) goes as it is; the portal decides. */
(function () {
  "use strict";
  const L = window.QMLog;
  const SIDE = 2560;
  const QUALITY = 0.86;

  // An <img> turns the picture the way the camera was held, in every browser since Chromium 81; bitmaps differ.
  function opened(file) {
    return new Promise(function (done, failed) {
      const address = URL.createObjectURL(file);
      const image = new Image();
      image.onload = () => done(image);
      image.onerror = () => { URL.revokeObjectURL(address); failed(new Error("cannot be opened")); };
      image.src = address;
    });
  }

  function drawn(image, side) {
    const scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // a transparent picture would turn black
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  const written = (canvas) => new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });

  /* Resolves to {blob, thumb, full}: what is to be sent, a small canvas to look at (or null), whether it is the original. */
  L.shrink = async function (file, wantsFull) {
    let image;
    try { image = await opened(file); } catch (unknown) { return { blob: file, thumb: null, full: wantsFull }; }
    try {
      const thumb = drawn(image, 240);
      if (wantsFull) { return { blob: file, thumb: thumb, full: true }; }
      const small = Math.max(image.naturalWidth, image.naturalHeight) <= SIDE;
      const canvas = drawn(image, SIDE);
      const blob = await written(canvas);
      canvas.width = canvas.height = 0; // phones count canvases; this one holds some 25 MB
      if (!blob || (small && blob.size >= file.size)) { return { blob: file, thumb: thumb, full: false }; }
      return { blob: await L.withTaken(blob, await L.takenOf(file)), thumb: thumb, full: false };
    } finally { URL.revokeObjectURL(image.src); }
  };
})();
