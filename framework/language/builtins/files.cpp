// Functions about files: open, BytesIO, StringIO, get_temp_file, and os.path.
#include "framework/language/values/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "framework/language/evaluate/evaluation.h"

namespace pkttest::language {

namespace {

constexpr auto text = Kind::text;

/// The folder of this run's temporary files; gone at the end of the program. Campaigns write nowhere else.
class Scratch {
 public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "pkttest-XXXXXX").string();
        if (mkdtemp(pattern.data()) != nullptr) folder_ = pattern;
    }
    ~Scratch() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string next(std::string_view end) { return fmt::format("{}/file{}{}", folder_, ++count_, end); }
    bool holds(const std::string& path) const {
        const std::filesystem::path plain = std::filesystem::path(path).lexically_normal();
        return !folder_.empty() && plain.string().starts_with(folder_ + "/");
    }

 private:
    std::string folder_;
    int count_ = 0;
};

Scratch& scratch() {
    static Scratch out;
    return out;
}

}  // namespace

std::string path_of(File& file) {
    file.flush();
    if (!file.path.empty()) return file.path;
    const std::string path = scratch().next("");
    std::ofstream(path, std::ios::binary) << file.take(most_octets);
    return path;
}

namespace {

Value run_get_temp_file(Call& call) {
    const std::string path = scratch().next(call.octets(1, ""));
    const std::ofstream created(path);
    if (!call.truth(2)) return Value(path);
    auto file = std::make_shared<File>("", false);
    file->path = path;
    file->writes = true;
    return Value(std::shared_ptr<Object>(std::move(file)));
}

Value run_get_temp_dir(Call&) {
    const std::string path = scratch().next("");
    std::filesystem::create_directory(path);
    return Value(path);
}

std::string content(const Call& call, const std::string& path) {
    std::error_code wrong;
    const auto size = std::filesystem::file_size(path, wrong);
    std::ifstream in(path, std::ios::binary);
    if (wrong || !in)
        throw EvaluationError(call.span, fmt::format("{} cannot be opened", path))
            .as(std::filesystem::exists(path, wrong) ? "OSError" : "FileNotFoundError");
    check_octet_count(size, call.span);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Value run_open(Call& call) {
    const std::string path = call.octets(0), mode = call.octets(1, "r");
    const bool writes = mode.find_first_of("wax+") != mode.npos;
    if (writes && !scratch().holds(path))
        throw EvaluationError(call.span, "open for writing of a file that get_temp_file() did not name")
            .uncovered();
    const bool fresh = mode.find_first_of("wx") != mode.npos;
    std::error_code ignored;
    const bool absent = mode.find('a') != mode.npos && !std::filesystem::exists(path, ignored);
    auto file = std::make_shared<File>(fresh || absent ? std::string() : content(call, path),
                                       mode.find('b') == mode.npos);
    file->path = path;
    file->writes = writes;
    if (mode.find('a') != mode.npos) file->position = file->octets.size();
    return Value(std::shared_ptr<Object>(std::move(file)));
}

Value buffer(const Call& call, bool of_text) {
    const bool given = call.has(0);
    if (given && (call[0].octets() == nullptr || call[0].is_text() != of_text))
        throw EvaluationError(call.span, fmt::format("{} takes {}, not {}", call.name,
                                                     of_text ? "text" : "bytes", describe(call[0])))
            .as("TypeError");
    return object_value<File>(given ? call.octets(0) : std::string(), of_text);
}
Value run_bytes_io(Call& call) { return buffer(call, false); }
Value run_string_io(Call& call) { return buffer(call, true); }

Value run_remove(Call& call) {
    const std::string& path = call.octets(0);
    if (!scratch().holds(path))
        throw EvaluationError(call.span, "removal of a file that get_temp_file() did not name").uncovered();
    std::error_code wrong;
    if (!std::filesystem::remove(path, wrong))
        throw EvaluationError(call.span, fmt::format("{} is not there", path)).as("FileNotFoundError");
    return {};
}

std::filesystem::path given_path(const Call& call) { return call.octets(0); }
Value run_exists(Call& call) {
    std::error_code ignored;
    return std::filesystem::exists(given_path(call), ignored);
}
Value run_isfile(Call& call) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(given_path(call), ignored);
}
Value run_getsize(Call& call) {
    std::error_code wrong;
    const auto size = std::filesystem::file_size(given_path(call), wrong);
    if (wrong) throw EvaluationError(call.span, "this file is not there").as("FileNotFoundError");
    return Integer(size);
}
Value run_splitext(Call& call) {
    const std::string whole = call.octets(0), extension = given_path(call).extension().string();
    return Value::tuple({Value(whole.substr(0, whole.size() - extension.size())), Value(extension)});
}
Value run_basename(Call& call) { return Value(given_path(call).filename().string()); }
Value run_dirname(Call& call) { return Value(given_path(call).parent_path().string()); }
Value run_join(Call& call) {
    std::filesystem::path out;
    for (const Call::Argument& part : call.rest) {
        if (!part.value.is_text()) call.fail("os.path.join takes texts");
        out /= *part.value.octets();
    }
    return Value(out.string());
}

Value run_urandom(Call& call) {
    std::string out(static_cast<std::size_t>(call.integer_within(0, 0, most_octets)), '\0');
    std::random_device source;
    for (char& octet : out) octet = static_cast<char>(source());
    return Value(Bytes{std::move(out)});
}

constexpr std::array<Parameter, Builtin::most_parameters> path = {{{"path", text}}};

}  // namespace

extern const Builtin builtin_open = {
    "open",
    {{{"file", text}, optional("mode", text), named("encoding", text), named("newline", text)}},
    Kind::unknown,
    "A file; writing is for those of get_temp_file().",
    run_open};
extern const Builtin builtin_bytes_io = {
    "BytesIO", {{optional("octets")}}, Kind::unknown, "Octets as a file.", run_bytes_io};
extern const Builtin builtin_string_io = {
    "StringIO", {{optional("text")}}, Kind::unknown, "A text as a file.", run_string_io};
extern const Builtin builtin_get_temp_file = {"get_temp_file",
                                              {{optional("keep"), optional("autoext", text), optional("fd")}},
                                              text,
                                              "The name of a new, empty file, gone at the end.",
                                              run_get_temp_file};
extern const Builtin builtin_get_temp_dir = {"get_temp_dir",
                                             {{optional("keep")}},
                                             text,
                                             "The name of a new folder, gone at the end.",
                                             run_get_temp_dir};
extern const Builtin builtin_os_remove = {"os.remove", path, Kind::none, "Removes a file of get_temp_file().",
                                          run_remove};
extern const Builtin builtin_os_unlink = {"os.unlink", path, Kind::none, "The same.", run_remove};
extern const Builtin builtin_os_urandom = {
    "os.urandom", {{{"size", Kind::number}}}, Kind::bytes, "Random octets.", run_urandom};
extern const Builtin builtin_os_path_exists = {"os.path.exists", path, Kind::truth,
                                               "Whether a file is there.", run_exists};
extern const Builtin builtin_os_path_isfile = {"os.path.isfile", path, Kind::truth, "Whether it is a file.",
                                               run_isfile};
extern const Builtin builtin_os_path_getsize = {"os.path.getsize", path, Kind::number, "A file's octets.",
                                                run_getsize};
extern const Builtin builtin_os_path_basename = {"os.path.basename", path, text, "A path's last part.",
                                                 run_basename};
extern const Builtin builtin_os_path_splitext = {"os.path.splitext", path, Kind::list,
                                                 "A path and its extension.", run_splitext};
extern const Builtin builtin_os_path_dirname = {"os.path.dirname", path, text,
                                                "A path without its last part.", run_dirname};
extern const Builtin builtin_os_path_join = {
    "os.path.join", {{rest_of("parts", text)}}, text, "A path of parts.", run_join};

}  // namespace pkttest::language
