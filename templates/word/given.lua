-- What the build says of this edition, of its numbers and of its pictures (rapport/outputs/formats/docx.py).

local file <close> = assert(io.open('word.json', 'rb'))
return pandoc.json.decode(file:read 'a', false)
