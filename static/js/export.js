// The drawing as a PNG: the SVG of the export, drawn on a canvas in this browser and saved under the same name.
(() => {
  const line = document.querySelector("[data-png]");
  if (!line || !HTMLCanvasElement.prototype.toBlob) return;
  const menu = line.closest("details");
  const svg = menu.querySelector("a[data-picture]");
  const button = line.querySelector("button");
  const says = menu.querySelector("[data-png-says]");
  const SIDE = 16384; // most pixels a side that browsers draw
  const AREA = 64e6; // most pixels in all, so that a telephone does not run out of memory

  line.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    says.textContent = "Drawing …";
    try {
      says.textContent = await save();
    } catch {
      says.textContent = "The PNG could not be made here. The SVG holds the same drawing.";
    }
    button.disabled = false;
  });

  async function save() {
    const answer = await fetch(svg.href);
    if (!answer.ok || !answer.headers.get("Content-Type").startsWith("image/svg")) throw new Error("no drawing");
    const image = new Image();
    image.src = svg.href;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const wanted = width < 1200 ? 3 : 2;
    const scale = Math.min(wanted, SIDE / width, SIDE / height, Math.sqrt(AREA / (width * height)));
    const canvas = Object.assign(document.createElement("canvas"), {
      width: Math.floor(width * scale),
      height: Math.floor(height * scale),
    });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((made) => canvas.toBlob(made, "image/png"));
    if (!blob) throw new Error("too large");
    const [, name] = answer.headers.get("Content-Disposition").match(/filename="(.+)\.svg"/);
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${name}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return `Saved, ${canvas.width} by ${canvas.height} pixels.`;
  }
})();
