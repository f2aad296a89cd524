// The HTML report's page, styles and scripts: the files of reporters/html, embedded at build.
#pragma once

#include <string_view>

namespace pkttest::reporters {

extern const std::string_view page_html;  ///< With <!--style-->, <!--data-->, <!--script-->.
extern const std::string_view page_css;
extern const std::string_view page_js;

}  // namespace pkttest::reporters
