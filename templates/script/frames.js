/* Where the marks of a frame are in its layer. */
function sidesOf(frame) {
  const ground = frame.parentElement.getBoundingClientRect();
  const boxes = frame.shapes.map((shape) => shape.getBoundingClientRect());
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
  return { left: left - ground.left, top: top - ground.top, width: right - left, height: bottom - top };
}

/* Each mark of a drawing that stands for a number has a frame laid over it, for the keyboard; the pointer finds the mark
   itself, under the letters too. Returns the frames of each drawing. */
function frames(known) {
  const laid = new Map();
  const pictures = new Map();
  for (const drawing of all(".drawing")) {
    const marks = Map.groupBy(all("[data-mark]", drawing).filter((mark) => known.has(mark.dataset.mark)), (mark) => mark.dataset.mark);
    if (!marks.size) continue;
    const layer = element("div", { className: "frames" });
    const own = [...marks].map(([ref, shapes]) => {
      const frame = element("span", { className: "frame" });
      frame.dataset.ref = ref;
      frame.shapes = shapes;
      for (const shape of shapes) shape.frame = frame;
      return frame;
    });
    layer.append(...own);
    drawing.append(layer);
    laid.set(drawing, own);
    pictures.set(drawing.querySelector("svg"), own);
  }
  /* All the places are read before any is written: a page laid out anew for each drawing takes a while to open. */
  const observer = new ResizeObserver((resized) => {
    const placed = resized.flatMap(({ target }) => pictures.get(target).map((frame) => [frame, sidesOf(frame)]));
    for (const [frame, sides] of placed) for (const [side, length] of Object.entries(sides)) frame.style[side] = `${length}px`;
  });
  for (const picture of pictures.keys()) observer.observe(picture);
  return laid;
}
