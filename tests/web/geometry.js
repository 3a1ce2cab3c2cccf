// Where every mark of the article, its text and its label lie.
() => [...document.querySelectorAll('.body mark')].map(mark => {
  const chip = mark.querySelector(':scope > sup');
  const boxes = [...mark.getClientRects()];
  const chipBox = chip.getBoundingClientRect();
  const range = document.createRange();
  range.setStart(mark.firstChild, 0); range.setEnd(mark.firstChild, mark.firstChild.length);
  const text = [...range.getClientRects()];
  const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1;
  const row = (a, b) => a.top < b.bottom && b.top < a.bottom;
  return {
    id: mark.id, label: chip.innerText.trim(),
    target: chip.querySelector('a').hash,
    chipInside: boxes.some(b => within(chipBox, b) && row(chipBox, b)),
    textInside: text.every(t => boxes.some(b => within(t, b) && row(t, b))),
    chipLeft: text.some(t => row(chipBox, t) && chipBox.right <= t.left + 2),
    hit: document.elementFromPoint(chipBox.left + chipBox.width / 2, chipBox.top + chipBox.height / 2)?.closest('mark')?.id,
    others: [...document.querySelectorAll('.body mark')]
      .filter(other => !other.contains(mark) && !mark.contains(other))
      .filter(other => [...other.getClientRects()].some(b =>
        chipBox.left < b.right - 1 && b.left < chipBox.right - 1 && chipBox.top < b.bottom - 6 && b.top < chipBox.bottom - 6
      )).length,
  };
})
