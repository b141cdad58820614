/* The V key opens the voice line of the post that was pressed. Keys typed into a field are the field's. */

document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select');
  if (isTyping || event.code !== 'KeyV' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  document.querySelector<HTMLAnchorElement>('[data-voice-line]')?.click();
});
