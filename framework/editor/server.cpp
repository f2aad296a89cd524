// The language server: requests to answers, open files, diagnostics after every change.
#include "framework/editor/server.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "framework/editor/answers.h"
#include "framework/editor/transport.h"
#include "framework/language/messages.h"
#include "framework/packet/plain_text.h"

namespace pkttest::editor {

namespace {

/// "file:///a%20b" is "/a b"; other URIs stay as they are.
std::string path_of(const std::string& uri) {
    static constexpr std::string_view scheme = "file://";
    if (!uri.starts_with(scheme)) return uri;
    std::string out;
    for (std::size_t i = scheme.size(); i < uri.size(); ++i) {
        const bool escaped =
            uri[i] == '%' && i + 2 < uri.size() && hex_digit(uri[i + 1]) >= 0 && hex_digit(uri[i + 2]) >= 0;
        out += escaped ? static_cast<char>(hex_digit(uri[i + 1]) * 16 + hex_digit(uri[i + 2])) : uri[i];
        i += escaped ? 2 : 0;
    }
    return out;
}

std::string uri_of(const std::string& path) {
    if (!path.starts_with('/')) return path;
    std::string out = "file://";
    for (const char c : path) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                           std::string_view("/-._~").find(c) != std::string_view::npos;
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Json to_json(Place place) { return {{"line", place.line}, {"character", place.character}}; }

Json range_of(std::string_view text, std::size_t begin, std::size_t end) {
    return {{"start", to_json(place_of(text, begin))}, {"end", to_json(place_of(text, end))}};
}

// Numbers of the protocol's CompletionItemKind and SymbolKind.
int number_of(Proposal::Kind kind) {
    static constexpr int numbers[] = {14, 14, 7, 5, 20, 9, 6, 3, 2, 4, 21};
    return numbers[static_cast<std::size_t>(kind)];
}
int number_of(OutlineEntry::Kind kind) {
    static constexpr int numbers[] = {3, 12, 8, 13, 19, 24, 24};
    return numbers[static_cast<std::size_t>(kind)];
}

Json to_json(const OutlineEntry& entry, std::string_view text) {
    Json children = Json::array();
    for (const OutlineEntry& child : entry.children) children.push_back(to_json(child, text));
    return {{"name", entry.name.empty() ? "-" : entry.name},
            {"kind", number_of(entry.kind)},
            {"range", range_of(text, entry.begin, entry.end)},
            {"selectionRange", range_of(text, entry.name_begin, entry.name_end)},
            {"children", std::move(children)}};
}

Json to_json(const language::Diagnostic& each, std::string_view text) {
    std::string message = each.message;
    if (each.suggestion) message += fmt::format("\ndid you mean \"{}\"?", *each.suggestion);
    for (const std::string& note : each.notes) message += "\n" + note;
    Json out = {{"range", range_of(text, each.span.begin, each.span.end)},
                {"severity", each.severity == language::Severity::error ? 1 : 2},
                {"source", "pkttest"},
                {"message", std::move(message)}};
    if (const language::Message* known = language::message_of(each.message)) out["code"] = known->code;
    return out;
}

/// What to write where a mistake stands: the suggestion, in quotes where a text stands. Nothing where more
/// than a name is meant.
std::optional<std::string> replacement(const language::Diagnostic& mistake, std::string_view text) {
    const std::string_view wrong = text.substr(mistake.span.begin, mistake.span.end - mistake.span.begin);
    const bool quoted = wrong.starts_with('"') || wrong.starts_with('\'');
    const std::string quote(quoted ? 1 : 0, wrong.empty() ? ' ' : wrong.front());
    const auto is_name = [](std::string_view word) {
        return word.find_first_of(" \"'()[]{},=") == std::string_view::npos;
    };
    if (wrong.size() <= 2 * quote.size() || !mistake.suggestion || !is_name(*mistake.suggestion) ||
        !is_name(wrong.substr(quote.size(), wrong.size() - 2 * quote.size())))
        return std::nullopt;
    return quote + *mistake.suggestion + quote;
}

class Server {
 public:
    explicit Server(std::ostream& output) : output_(output) {}

    int run(std::istream& input) {
        while (const auto message = read_message(input)) {
            if (!message->is_object() || !message->contains("method")) continue;
            waiting_ = input.rdbuf()->in_avail() > 0;
            const std::string method = message->value("method", "");
            if (method == "exit") return stopping_ ? 0 : 1;
            handle(method, *message);
            if (!waiting_ || Clock::now() - changed_at_ > longest_delay) settle();
        }
        if (!input.eof())
            std::cerr << "pkttest lsp: a message whose header says no length that can be read\n";
        return 1;
    }

 private:
    using Clock = std::chrono::steady_clock;
    /// How long changes may wait for the ones behind them.
    static constexpr std::chrono::milliseconds longest_delay{500};
    using Handler = Json (Server::*)(const Json& parameters);
    struct Method {
        std::string_view name;
        Handler handler;
    };
    static constexpr int unknown_method = -32601, wrong_parameters = -32602;

    void handle(const std::string& method, const Json& message) {
        static constexpr Method methods[] = {
            {"initialize", &Server::initialize},          {"shutdown", &Server::shutdown},
            {"textDocument/didOpen", &Server::opened},    {"textDocument/didChange", &Server::changed},
            {"textDocument/didClose", &Server::closed},   {"textDocument/completion", &Server::complete},
            {"textDocument/hover", &Server::hover},       {"textDocument/definition", &Server::define},
            {"textDocument/formatting", &Server::format}, {"textDocument/documentSymbol", &Server::symbols},
            {"textDocument/codeAction", &Server::mend},
        };
        const bool is_request = message.contains("id");
        for (const Method& each : methods) {
            if (each.name != method) continue;
            try {
                Json result = (this->*each.handler)(message.value("params", Json::object()));
                if (is_request) answer(message["id"], "result", std::move(result));
            } catch (const Json::exception& wrong) {
                if (is_request)
                    answer(message["id"], "error", {{"code", wrong_parameters}, {"message", wrong.what()}});
            }
            return;
        }
        if (is_request)
            answer(message["id"], "error",
                   {{"code", unknown_method}, {"message", "pkttest does not know " + method}});
    }

    void answer(const Json& id, const char* what, Json value) {
        write_message(output_, {{"jsonrpc", "2.0"}, {"id", id}, {what, std::move(value)}});
    }

    // ---- the protocol's methods --------------------------------------------------------------------------
    Json initialize(const Json&) {
        const Json capabilities = {
            {"textDocumentSync", {{"openClose", true}, {"change", 1}}},
            {"completionProvider", {{"triggerCharacters", {".", "(", ",", "\"", "=", " "}}}},
            {"hoverProvider", true},
            {"definitionProvider", true},
            {"documentFormattingProvider", true},
            {"documentSymbolProvider", true},
            {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
        };
        return {{"capabilities", capabilities}, {"serverInfo", {{"name", "pkttest"}}}};
    }

    Json shutdown(const Json&) {
        settle();
        stopping_ = true;
        return nullptr;
    }

    Json opened(const Json& parameters) {
        const Json& document = parameters.at("textDocument");
        update(document.at("uri"), document.at("text"));
        return nullptr;
    }

    Json changed(const Json& parameters) {
        const Json& changes = parameters.at("contentChanges");
        if (changes.empty()) return nullptr;
        if (changes_.empty()) changed_at_ = Clock::now();
        changes_[parameters.at("textDocument").at("uri")] = changes.back().at("text");
        return nullptr;
    }

    Json closed(const Json& parameters) {
        const std::string uri = parameters.at("textDocument").at("uri");
        changes_.erase(uri);
        documents_.erase(path_of(uri));
        publish(uri, Json::array());
        return nullptr;
    }

    Json complete(const Json& parameters) {
        Json out = Json::array();
        const Document* document = find(parameters);
        if (document == nullptr) return out;
        for (const Proposal& each : proposals(*document, offset(*document, parameters))) {
            Json item = {{"label", each.name}, {"kind", number_of(each.kind)}};
            if (!each.detail.empty()) item["detail"] = each.detail;
            if (!each.insert.empty()) item["insertText"] = each.insert;
            out.push_back(std::move(item));
        }
        return out;
    }

    Json hover(const Json& parameters) {
        const Document* document = find(parameters);
        if (document == nullptr) return nullptr;
        const auto found = explanation(*document, offset(*document, parameters));
        if (!found) return nullptr;
        return {{"contents", {{"kind", "markdown"}, {"value", found->markdown}}},
                {"range", range_of(document->text(), found->begin, found->end)}};
    }

    Json define(const Json& parameters) {
        const Document* document = find(parameters);
        if (document == nullptr) return nullptr;
        const auto found = definition(*document, offset(*document, parameters));
        if (!found) return nullptr;
        return {{"uri", uri_of(found->path)},
                {"range", {{"start", to_json(found->from)}, {"end", to_json(found->to)}}}};
    }

    Json format(const Json& parameters) {
        Document* document = find(parameters);
        if (document == nullptr) return nullptr;
        const auto tidy = document->tidied();
        if (!tidy || *tidy == document->text()) return Json::array();
        return Json::array(
            {{{"range", range_of(document->text(), 0, document->text().size())}, {"newText", *tidy}}});
    }

    Json symbols(const Json& parameters) {
        Json out = Json::array();
        if (const Document* document = find(parameters))
            for (const OutlineEntry& each : outline(*document))
                out.push_back(to_json(each, document->text()));
        return out;
    }

    /// The right name in the place of each wrong one that the range touches.
    Json mend(const Json& parameters) {
        Json out = Json::array();
        const Document* document = find(parameters);
        if (document == nullptr) return out;
        const std::string_view text = document->text();
        const Json& range = parameters.at("range");
        const std::size_t begin = offset_in(text, range.at("start")), end = offset_in(text, range.at("end"));
        for (const language::Diagnostic& each : document->mistakes()) {
            const auto right = replacement(each, text);
            if (!right || each.span.end < begin || end < each.span.begin) continue;
            const Json edit = {{"range", range_of(text, each.span.begin, each.span.end)},
                               {"newText", *right}};
            const std::string uri = parameters.at("textDocument").at("uri");
            out.push_back({{"title", fmt::format("Write {}", *right)},
                           {"kind", "quickfix"},
                           {"isPreferred", true},
                           {"diagnostics", Json::array({to_json(each, text)})},
                           {"edit", {{"changes", {{uri, Json::array({edit})}}}}}});
        }
        return out;
    }

    // ---- open files --------------------------------------------------------------------------------------
    /// Reads what has changed. While keys are struck, only the last of several changes that wait is read.
    void settle() {
        auto changes = std::exchange(changes_, {});
        for (auto& [uri, text] : changes) update(uri, std::move(text));
    }

    Document* find(const Json& parameters) {
        settle();
        const auto found = documents_.find(path_of(parameters.at("textDocument").at("uri")));
        return found == documents_.end() ? nullptr : found->second.get();
    }

    static std::size_t offset_in(std::string_view text, const Json& position) {
        return offset_of(text, {position.at("line"), position.at("character")});
    }
    static std::size_t offset(const Document& document, const Json& parameters) {
        return offset_in(document.text(), parameters.at("position"));
    }

    /// Files that a campaign includes: as they stand in the editor, else as they stand on the disk.
    std::optional<std::string> read(const std::string& path) const {
        if (const auto open = documents_.find(path); open != documents_.end())
            return std::string(open->second->text());
        std::ifstream input(path, std::ios::binary);
        if (!input) return std::nullopt;
        return std::string(std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>());
    }

    void update(const std::string& uri, std::string text) {
        const std::string path = path_of(uri);
        auto document = std::make_unique<Document>(path, std::move(text),
                                                   [this](const std::string& file) { return read(file); });
        Json found = Json::array();
        for (const language::Diagnostic& each : document->mistakes())
            found.push_back(to_json(each, document->text()));
        documents_[path] = std::move(document);
        publish(uri, std::move(found));
    }

    void publish(const std::string& uri, Json diagnostics) {
        write_message(output_, {{"jsonrpc", "2.0"},
                                {"method", "textDocument/publishDiagnostics"},
                                {"params", {{"uri", uri}, {"diagnostics", std::move(diagnostics)}}}});
    }

    std::ostream& output_;
    std::map<std::string, std::unique_ptr<Document>> documents_;
    std::map<std::string, std::string> changes_;  ///< Texts by URI, not read yet.
    Clock::time_point changed_at_{};              ///< The first of them.
    bool waiting_ = false;                        ///< Another message is there.
    bool stopping_ = false;
};

}  // namespace

int serve(std::istream& input, std::ostream& output) { return Server(output).run(input); }

}  // namespace pkttest::editor
