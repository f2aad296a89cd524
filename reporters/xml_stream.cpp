// tinyxml2's printer as a stream: its output functions overridden.
#include "reporters/xml_stream.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <utility>

#include "reporters/text.h"

namespace pkttest::reporters {

XmlStream::XmlStream(runner::Output output, runner::Patch patch)
    : output_(std::move(output)), patch_(std::move(patch)) {}

void XmlStream::declaration() { PushDeclaration("xml version=\"1.0\" encoding=\"UTF-8\""); }

void XmlStream::attribute(const char* name, std::string_view value) {
    PushAttribute(name, shown_line(value).c_str());
}

void XmlStream::text(std::string_view text) { PushText(shown(text).c_str()); }

void XmlStream::element(const char* name, std::string_view content) {
    open(name);
    text(content);
    close();
}

std::uint64_t XmlStream::reserve() {
    const std::uint64_t offset = handed_out_ + pending_.size();
    pending_.append(room, ' ');
    return offset;
}

void XmlStream::fill(std::uint64_t offset, std::string_view attributes) {
    attributes = attributes.substr(0, room);
    if (offset >= handed_out_)
        std::copy(attributes.begin(), attributes.end(),
                  pending_.begin() + static_cast<std::ptrdiff_t>(offset - handed_out_));
    else
        patch_(offset, attributes);
}

void XmlStream::flush() {
    if (patch_) end();
}

void XmlStream::end() {
    output_(pending_);
    handed_out_ += pending_.size();
    pending_.clear();
}

void XmlStream::Print(const char* format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    const int length = std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0)
        pending_.append(text, std::min<std::size_t>(static_cast<std::size_t>(length), sizeof text - 1));
}

}  // namespace pkttest::reporters
