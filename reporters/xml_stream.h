// XmlStream: tinyxml2's printer as a stream in constant memory, with places to fill in later.
#pragma once

#include <tinyxml2.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "framework/runner/reporter.h"

namespace pkttest::reporters {

/// Texts pass through shown() before the library sees them. Where the output can't be patched, all is kept
/// until end().
class XmlStream : private tinyxml2::XMLPrinter {
 public:
    XmlStream(runner::Output output, runner::Patch patch);

    void declaration();
    void open(const char* element) { OpenElement(element); }
    void close() { CloseElement(); }
    void attribute(const char* name, std::string_view value);  ///< On one line.
    void text(std::string_view text);
    void element(const char* name, std::string_view content);

    /// Blank room for attributes in the start tag that is open; fill() writes them there. Returns its offset.
    std::uint64_t reserve();
    void fill(std::uint64_t offset, std::string_view attributes);
    static constexpr std::size_t room = 112;  ///< The longest text that fill() takes.

    /// Hands out what is written so far, if it can still be patched.
    void flush();
    /// Hands out the rest.
    void end();

 protected:
    void Print(const char* format, ...) override;
    void Write(const char* data, size_t size) override { pending_.append(data, size); }
    void Putc(char ch) override { pending_ += ch; }

 private:
    runner::Output output_;
    runner::Patch patch_;
    std::string pending_;
    std::uint64_t handed_out_ = 0;
};

}  // namespace pkttest::reporters
