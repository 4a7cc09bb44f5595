-- What Quarto does to raw HTML: each table that does not ask to be left alone becomes a table of pandoc's own.

local left_alone = "<!%-%-| quarto%-html%-table%-processing: none %-%->"

function RawBlock(block)
  if block.format ~= "html" or block.text:find(left_alone) then
    return nil
  end
  local blocks, rest = pandoc.Blocks({}), block.text
  while true do
    local before, found, after = rest:match("^(.-)(<table[%s>].-</table>)(.*)$")
    if not found then
      blocks:insert(pandoc.RawBlock("html", rest))
      return blocks
    end
    blocks:insert(pandoc.RawBlock("html", before))
    blocks:extend(pandoc.read(found, "html+raw_html").blocks)
    rest = after
  end
end
