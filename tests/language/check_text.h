// Checks a campaign's text, or a file, with what a run knows of machines and filters.
#pragma once

#include <string>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"

namespace pkttest::language {

struct Checked {
    Sources sources;
    Diagnostics diagnostics;
    std::uint32_t source = 0;
    Campaign campaign;

    explicit Checked(const std::string& path);           ///< A file below the source folder.
    Checked(std::string name, const std::string& text);  ///< A text that is no file.
    std::string shown() const { return render(diagnostics.all(), sources); }

 private:
    void run();
};

}  // namespace pkttest::language
