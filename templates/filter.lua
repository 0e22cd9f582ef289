-- The manuscript's divs and spans become the components of each format.
-- One vocabulary (docs/architecture.md), two dresses: HTML elements, calls of templates/report.typ.
-- Nothing here knows a colour or a size: that is the style sheets' part.

local html = FORMAT:match 'html' ~= nil
local typst = FORMAT == 'typst'

-- What a part of this filter gives, by its path: a file read once, in the same world, which is given
-- this function. No global: Quarto takes each for a function of the filter.
local parts = {}
local function part(path)
  if not parts[path] then
    local begin, why = loadfile(path .. '.lua', 't', _ENV)
    if not begin then error(why, 0) end -- which says where, by itself
    parts[path] = begin(part)
  end
  return parts[path]
end

local elements = part 'filter/elements'
local has, only_allowed, inlines_of = elements.has, elements.only_allowed, elements.inlines_of
local markup = part 'filter/markup'
local typ_string, typ, typ_or_none, raw, escape, WORDS, LEVEL =
  markup.typ_string, markup.typ, markup.typ_or_none, markup.raw, markup.escape, markup.WORDS, markup.LEVEL
local inlines = part 'filter/inlines'
local Span, Link, Strikeout, Code, CodeBlock, INLINES =
  inlines.Span, inlines.Link, inlines.Strikeout, inlines.Code, inlines.CodeBlock, inlines.INLINES
local pictures = part 'filter/pictures'
local Image, Para = pictures.Image, pictures.Para
local Div = part('filter/components').Div
local Table = part('filter/exhibits').Table
local TERMS = part('filter/lists').TERMS
local counted_anew = part('filter/text').counted_anew
local with_acronyms = part('filter/acronyms').with_acronyms
local notes = part 'filter/notes'
local notes_apart, noted, with_notes_stuck = notes.notes_apart, notes.noted, notes.with_notes_stuck

local function opening(div, level, title, kicker, lead)
  if typst then
    if has(div, 'part') then
      return { raw('#part-opening(id: ' .. typ_string(div.identifier) .. ', number: ' .. typ_string(div.attributes.number)
        .. ', title: ' .. typ(title) .. ', lead: ' .. typ_or_none(lead) .. ')') }
    end
    local stands = div.attributes.stands
    local place = stands and ', place: ' .. typ_string(stands) or has(div, 'banner') and ', banner: true' or has(div, 'coloured') and ', coloured: true' or ''
    return { raw('#section-opening(id: ' .. typ_string(div.identifier) .. ', level: ' .. level .. place .. ', kicker: '
      .. typ_or_none(kicker) .. ', title: ' .. typ(title)
      .. ', lead: ' .. typ_or_none(lead) .. ')') }
  end
  local class = has(div, 'part') and 'part' or 'section'
  local heading = div.identifier .. '-titre'
  local blocks = pandoc.Blocks { raw('<section class="' .. class .. (has(div, 'coloured') and ' coloured' or '') .. '" id="' .. escape(div.identifier)
    .. '" aria-labelledby="' .. escape(heading) .. '">'), raw('<header class="' .. class .. '-header">') }
  if div.attributes.number then blocks:insert(raw('<p class="part-number">' .. escape(div.attributes.number) .. '</p>')) end
  if #kicker > 0 then blocks:extend { raw '<p class="kicker">', pandoc.Plain(kicker), raw '</p>' } end
  blocks:insert(pandoc.Header(level + 1, title, pandoc.Attr(heading)))
  if #lead > 0 then blocks:insert(pandoc.Div({ pandoc.Para(lead) }, { class = 'lead' })) end
  blocks:insert(raw '</header>')
  return blocks
end

-- A title that leads nowhere in the report: Typst can't tell the words of one that is only known in its place.
local function unlinked(inlines)
  return inlines:walk { Link = function(link) if link.target:sub(1, 1) == '#' then return link.content end end }
end

local function level_in(code) code.text = code.text:gsub(LEVEL .. '(%d)', '%1') return code end

local function section(div)
  local level = tonumber(div.attributes.level or '1')
  local body = with_notes_stuck(div.content:clone())
  local title = body[1].content
  body:remove(1)
  local function taken(name)
    if not (body[1] and body[1].t == 'Div' and has(body[1], name)) then return pandoc.Inlines {} end
    return inlines_of(body:remove(1).content)
  end
  local kicker, lead = taken 'kicker', taken 'lead'
  if typst then
    local before = 1
    for index, block in ipairs(body) do
      if block.t == 'Header' then
        before = block.level
      else
        body[index] = pandoc.Blocks { block }:walk { Div = function(inner) inner.attributes.depth = tostring(before + level) return inner end }[1]
      end
    end
  end
  body = body:walk {
    Header = function(header)
      only_allowed(header)
      if typst then header.content = noted(unlinked(header.content)) end
      header.level = math.min(header.level + level - 1 + (html and 1 or 0), 6)  -- HTML has no deeper heading
      return header
    end,
  }
  if div.attributes.acronyms then body = with_acronyms(body, div.attributes.acronyms) end
  body = body:walk { Para = Para, Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, CodeBlock = CodeBlock, Table = Table, OrderedList = counted_anew }
  body = body:walk(TERMS):walk { traverse = 'typewise', Div = Div }
  body = body:walk { Image = Image }
  if typst then
    body = body:walk { RawBlock = level_in, RawInline = level_in, Header = function(header)
      return has(header, 'new-page') and { raw '#new-page', header } or nil
    end }
  end
  if typst then title = noted(unlinked(title)) end
  title, kicker, lead = title:walk(INLINES), kicker:walk(INLINES), lead:walk(INLINES)
  local blocks = pandoc.Blocks {}
  blocks:extend(opening(div, level, title, kicker, lead))
  blocks:extend(body)
  if html then blocks = notes_apart(blocks, div.identifier) end
  if html then blocks:insert(raw '</section>') end
  if typst then blocks = blocks:walk(WORDS) end
  return blocks
end

local function is_piece(block)
  return block.t == 'Div' and (has(block, 'section') or has(block, 'part')) and block.identifier:match '^[%w_-]+$' ~= nil
    and block.content[1] ~= nil and block.content[1].t == 'Header'
end

function Pandoc(doc)
  local out = pandoc.Blocks {}
  for _, block in ipairs(doc.blocks) do
    if is_piece(block) then
      -- One marker before each piece: the engine cuts there and keeps the pieces. No author can type its first letter.
      out:insert(raw((html and '<!--\u{e004}piece ' or '//\u{e004}piece ') .. block.identifier .. (html and '-->' or '')))
      out:extend(section(block))
    else
      -- What an author's fences have put outside of the section is an author's text all the same.
      out:extend(pandoc.Blocks { block }:walk { Span = Span, Link = Link, Strikeout = Strikeout, Code = Code, CodeBlock = CodeBlock,
        Table = Table, OrderedList = counted_anew, Header = function(header) only_allowed(header) return header end }:walk(TERMS):walk { traverse = 'typewise', Div = Div }
        :walk { Image = Image, RawBlock = level_in, RawInline = level_in }:walk(typst and WORDS or {}))
    end
  end
  doc.blocks = out
  return doc
end
