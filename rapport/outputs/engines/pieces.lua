-- The manuscript as Pandoc reads it: each piece is a document of its own, so that what an author defines in one section (a note,
-- the target of a link) says nothing of another. A letter that no author can type stands between two pieces.

local BETWEEN = '\u{e004}'

-- The document of all the pieces of a text, each read alone by a reader (Pandoc's name of a format with its extensions).
function read_pieces(text, reader)
  local blocks = pandoc.Blocks {}
  for piece in (text .. BETWEEN):gmatch('(.-)' .. BETWEEN) do blocks:extend(pandoc.read(piece, reader).blocks) end
  return pandoc.Pandoc(blocks)
end

-- A reader of Pandoc's command line, which hands the name of the format over in its environment.
function Reader(sources) return read_pieces(tostring(sources), os.getenv 'PIECES_READER') end
