# Writes OUTPUT, a source with FOLDER's page: page.html, page.css, and all scripts, page.js last.
file(READ "${FOLDER}/page.html" html)
file(READ "${FOLDER}/page.css" css)
file(GLOB scripts "${FOLDER}/*.js")
list(SORT scripts)
list(REMOVE_ITEM scripts "${FOLDER}/page.js")
list(APPEND scripts "${FOLDER}/page.js")
set(js "")
foreach(script IN LISTS scripts)
  file(READ "${script}" text)
  string(APPEND js "${text}\n")
endforeach()
file(WRITE "${OUTPUT}" "// Generated from reporters/html.
#include \"reporters/html_page.h\"

namespace pkttest::reporters {

extern const std::string_view page_html = R\"~page~(${html})~page~\";
extern const std::string_view page_css = R\"~page~(${css})~page~\";
extern const std::string_view page_js = R\"~page~(${js})~page~\";

}  // namespace pkttest::reporters
")
