// Reports in memory and files for the tests.
#include "tests/reporters/render.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace pkttest::reporters {

const Reporter& reporter_named(std::string_view name) {
    for (const Reporter* reporter : all_reporters())
        if (reporter->name == name) return *reporter;
    std::fprintf(stderr, "there is no reporter %s\n", std::string(name).c_str());
    std::abort();
}

std::string row_name(std::size_t index, std::string_view about) {
    std::string out = std::to_string(index);
    bool gap = true;
    for (const char c : about) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain && gap) out += '_';
        if (plain) out += c;
        gap = !plain;
    }
    return out;
}

static void feed(runner::ReportWriter& writer, const Events& events) {
    for (const runner::Event& event : events) writer.write(event);
    writer.finish();
    writer.finish();
}

std::string render(const Reporter& reporter, const Events& events, const runner::ReporterOptions& options) {
    std::string text;
    feed(*reporter.open([&](std::string_view bytes) { text += bytes; }, options), events);
    return text;
}

std::string render_patched(const Reporter& reporter, const Events& events, runner::ReporterOptions options) {
    std::string text;
    options.patch = [&](std::uint64_t offset, std::string_view bytes) {
        text.replace(offset, bytes.size(), bytes);
    };
    feed(*reporter.open([&](std::string_view bytes) { text += bytes; }, options), events);
    return text;
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void write_file(const std::string& path, std::string_view content) {
    std::ofstream(path, std::ios::binary) << content;
}

Folder::Folder() {
    std::string path = std::filesystem::temp_directory_path() / "pkttest-reporters-XXXXXX";
    path_ = ::mkdtemp(path.data()) != nullptr ? path : "";
}

Folder::~Folder() {
    if (!path_.empty()) std::filesystem::remove_all(path_);
}

std::size_t Folder::entries() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(path_)) ++count;
    return count;
}

}  // namespace pkttest::reporters
