// HTML: one file that works from the disk. The data stands in it as a JSON array, a line an element, so that
// the page reads a test's details only when they are looked at.
#include <nlohmann/json.hpp>

#include "framework/net/gzip.h"
#include "framework/runner/event_json.h"
#include "framework/runner/reporter.h"
#include "reporters/html_page.h"
#include "reporters/test_record.h"
#include "reporters/text.h"

namespace pkttest::reporters {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t list_limit = 250;

/// Details of more octets stand compressed in the page.
constexpr std::size_t longest_plain = 16384;

/// gzip in base64 (RFC 4648).
std::string packed(const std::string& text) {
    constexpr std::string_view signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto octets = net::gzip({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    std::string out;
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k) three = three << 8 | (i + k < octets.size() ? octets[i + k] : 0);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k <= octets.size() ? signs[three >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

Json shown_text(std::string_view text) { return shown(text); }

// JSON that can't end its script element, whatever the texts hold.
std::string script_safe(const Json& json) {
    std::string safe;
    for (const char c : json.dump()) c == '<' ? safe += "\\u003c" : safe += c;
    return safe;
}

// Fields as rows without names: they are most of a report's bytes.
Json without_names(Json frame) {
    for (Json& field : frame["fields"]) {
        Json row = Json::array();
        for (Json& member : field) row.push_back(std::move(member));
        field = std::move(row);
    }
    return frame;
}

Json element_of(const std::string& line) { return shown(line); }
Json element_of(const runner::StepResult& step) { return runner::to_json(step, shown_text); }
Json element_of(const runner::FrameSeen& frame) { return without_names(runner::to_json(frame, shown_text)); }
Json element_of(const runner::Failure& failure) {
    Json json = runner::to_json(failure, shown_text);
    if (failure.nearest) json["nearest"]["frame"] = element_of(failure.nearest->frame);
    return json;
}

template <class T>
Json list_of(const HeadAndTail<T>& list) {
    Json array = Json::array();
    for (const T& element : list.head()) array.push_back(element_of(element));
    if (list.omitted() > 0) array.push_back({{"omitted", list.omitted()}});
    for (const T& element : list.tail()) array.push_back(element_of(element));
    return array;
}

// What a row shows, and what sorting and filtering need.
Json summary_of(const TestRecord& record) {
    Json line = runner::to_json(runner::Event(record.start), shown_text);
    line.update(runner::to_json(runner::Event(record.end), shown_text));
    line["event"] = "Test";
    return line;
}

Json details_of(const TestRecord& record) {
    return {{"event", "Details"},
            {"steps", list_of(record.steps)},
            {"failures", list_of(record.failures)},
            {"frames", list_of(record.frames)},
            {"log", list_of(record.log)}};
}

std::string_view before(std::string_view page, std::string_view mark) {
    return page.substr(0, page.find(mark));
}
std::string_view after(std::string_view page, std::string_view mark) {
    return page.substr(page.find(mark) + mark.size());
}

class HtmlWriter : public runner::ReportWriter {
 public:
    explicit HtmlWriter(runner::Output output) : output_(std::move(output)) {
        output_(before(page_html, "<!--style-->"));
        output_(page_css);
        output_(before(after(page_html, "<!--style-->"), "<!--data-->"));
        output_("[\n");
    }

    void write(const runner::Event& event) override {
        if (done_) return;
        if (auto record = follower_.take(event)) put(*record);
        if (is_kept(event)) put(runner::to_json(event, shown_text));
        if (std::holds_alternative<runner::RunFinished>(event)) end();
    }

    void finish() override {
        if (done_) return;
        if (auto record = follower_.cut_off()) put(*record);
        end();
    }

 private:
    // What stands outside of tests.
    static bool is_kept(const runner::Event& event) {
        return std::holds_alternative<runner::RunStarted>(event) ||
               std::holds_alternative<runner::CampaignStarted>(event) ||
               std::holds_alternative<runner::LinkReady>(event) ||
               std::holds_alternative<runner::SetStarted>(event) ||
               std::holds_alternative<runner::RunFinished>(event);
    }

    void put(const TestRecord& record) {
        put(summary_of(record));
        const Json details = details_of(record);
        const std::string text = details.dump();
        put(text.size() < longest_plain ? details : Json{{"event", "Details"}, {"gzip", packed(text)}});
    }

    void put(Json line) {
        if (line.contains("seed"))
            line["seed"] = line["seed"].dump();  // Beyond 2^53 a script's numbers are not exact.
        output_(script_safe(line) + ",\n");
    }

    void end() {
        done_ = true;
        output_("null]");
        output_(before(after(page_html, "<!--data-->"), "<!--script-->"));
        output_(page_js);
        output_(after(page_html, "<!--script-->"));
    }

    runner::Output output_;
    bool done_ = false;
    TestFollower follower_{list_limit};
};

}  // namespace

extern const Reporter html = {
    .name = "html",
    .title = "one self-contained page for people",
    .open = [](runner::Output output, const runner::ReporterOptions&)
        -> std::unique_ptr<runner::ReportWriter> { return std::make_unique<HtmlWriter>(std::move(output)); },
};

}  // namespace pkttest::reporters
