" Colours for campaigns of pkttest.
if exists("b:current_syntax")
  finish
endif

syntax case match

syntax match pkttestSign "[-+*/%<>&|^~=!]"
syntax match pkttestFunction "\<[a-z_][A-Za-z0-9_]*\ze("
syntax match pkttestLayer "\<[A-Z][A-Za-z0-9_]*\>"
syntax match pkttestField "\<[A-Za-z_][A-Za-z0-9_]*\ze\s*=[^=]"
syntax match pkttestNumber "\<\d[0-9_]*\(\.\d\+\)\?\([eE][-+]\?\d\+\)\?\>"
syntax match pkttestNumber "\<0[xX][0-9A-Fa-f_]\+\>"
syntax match pkttestDuration "\<\d\+\(\.\d\+\)\?\(us\|ms\|s\|min\|h\)\>"
syntax keyword pkttestOperator and or not in is if else matches lambda
syntax keyword pkttestClause on within for every times filter where as when with exactly ignoring speed rewriting
syntax keyword pkttestConstant None True False any absent

syntax match pkttestDeclaration "^\s*\zs\(link\|let\|lab\|host\|setup\|teardown\|needs\|include\|run\|start\|for\|protocol\|bind\|def\|retry\)\>"
syntax match pkttestStep "^\s*\zs\(send\|expect\|sr1\|sr\|sniff\|answer\|check\|assert\|replay\|wait\|repeat\|skip\|xfail\|exec\)\>\(\s\+no\>\|\s\+in\s\+any\s\+order\>\)\?"

syntax match pkttestEscape contained "\\\(x\x\{2}\|u\x\{4}\|U\x\{8}\|.\)"
syntax match pkttestReplacement contained "{[^{}\"']*}"
syntax region pkttestText start=+"+ skip=+\\.+ end=+"+ oneline contains=pkttestEscape,pkttestReplacement
syntax region pkttestText start=+'+ skip=+\\.+ end=+'+ oneline contains=pkttestEscape,pkttestReplacement
syntax region pkttestText start=+"""+ skip=+\\.+ end=+"""+ contains=pkttestEscape,pkttestReplacement

syntax match pkttestComment "#.*$" contains=@Spell
syntax match pkttestTitle "^%.*$" contains=@Spell
syntax match pkttestSet "^+.*$" contains=@Spell
syntax match pkttestTest "^=.*$" contains=@Spell
syntax match pkttestKeywords "^\~.*$"
syntax match pkttestDescription "^\*.*$" contains=@Spell

highlight default link pkttestTitle Title
highlight default link pkttestSet Title
highlight default link pkttestTest Function
highlight default link pkttestKeywords Tag
highlight default link pkttestDescription SpecialComment
highlight default link pkttestComment Comment
highlight default link pkttestDeclaration Define
highlight default link pkttestStep Statement
highlight default link pkttestClause Keyword
highlight default link pkttestOperator Operator
highlight default link pkttestSign Operator
highlight default link pkttestConstant Constant
highlight default link pkttestLayer Type
highlight default link pkttestField Identifier
highlight default link pkttestFunction Function
highlight default link pkttestNumber Number
highlight default link pkttestDuration Number
highlight default link pkttestText String
highlight default link pkttestEscape SpecialChar
highlight default link pkttestReplacement SpecialChar

let b:current_syntax = "pkttest"
