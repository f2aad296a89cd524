" Campaigns of pkttest.
autocmd BufNewFile,BufRead *.utc setfiletype pkttest
