" Campaigns of pkttest: indentation, comments, `pkttest check` for :make, `pkttest fmt` for gq.
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal expandtab shiftwidth=4 softtabstop=4
setlocal comments=:# commentstring=#\ %s
setlocal makeprg=pkttest\ check\ --color\ never\ %:S
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%-G%.%#
setlocal formatprg=pkttest\ fmt\ -

let b:undo_ftplugin = "setlocal expandtab< shiftwidth< softtabstop< comments< commentstring< makeprg< errorformat< formatprg<"
