"""The workshop: the preview, and everything in it editable where it stands.

`forms` says what a form is; `numbers`, `rows`, `captions` and `texts` make them; `pressed` tells which one a click opens. `desk`
opens and writes, one edit at a time; `lists`, `completion` and `progress` give what stands around; `answers` puts it in HTML, and
`site` serves it on this machine alone, to whoever has the key of the run.
"""
