// The reader of .uts campaigns: UTscapy's line markers.
#include "framework/language/uts/uts.h"

namespace pkttest::language {

namespace {

class UtsReader {
 public:
    UtsReader(Sources& sources, std::uint32_t source, Diagnostics& diagnostics)
        : sources_(sources), source_(source), diagnostics_(diagnostics), text_(sources[source].text()) {}

    Campaign run() {
        int number = 1;
        for (std::uint32_t begin = 0; begin < text_.size(); ++number) {
            const std::size_t newline = text_.find('\n', begin);
            const auto end = static_cast<std::uint32_t>(newline == text_.npos ? text_.size() : newline);
            line(begin, end, number);
            begin = end + 1;
        }
        const std::uint32_t code =
            sources_.add(sources_[source_].name(), std::move(code_), std::move(numbers_));
        for (Set& set : campaign_.sets)
            for (Test& test : set.tests) test.code.source = code;
        return std::move(campaign_);
    }

 private:
    Name rest(std::uint32_t begin, std::uint32_t end) const {
        const auto blank = [&](std::uint32_t at) {
            return std::string_view(" \t\r").find(text_[at]) != text_.npos;
        };
        while (begin < end && blank(begin)) ++begin;
        while (end > begin && blank(end - 1)) --end;
        return {text_.substr(begin, end - begin), {source_, begin, end}};
    }

    void line(std::uint32_t begin, std::uint32_t end, int number) {
        switch (begin < end ? text_[begin] : '\0') {
            case '#':
                return;
            case '%':
                campaign_.title = rest(begin + 1, end);
                return;
            case '+':
                campaign_.sets.emplace_back().title = rest(begin + 1, end);
                test_ = nullptr;
                return;
            case '=':
                return test(rest(begin + 1, end), begin, end);
            case '~':
                return keywords(rest(begin + 1, end));
            case '*':
                return description(rest(begin + 1, end));
            default:
                return code(begin, end, number);
        }
    }

    Scope& scope() { return campaign_.sets.empty() ? static_cast<Scope&>(campaign_) : campaign_.sets.back(); }

    void test(const Name& title, std::uint32_t begin, std::uint32_t end) {
        if (campaign_.sets.empty()) {
            diagnostics_.error({source_, begin, end}, "a test stands in a set")
                .notes.push_back("a line before it that begins with + makes one");
            campaign_.sets.emplace_back();
        }
        test_ = &campaign_.sets.back().tests.emplace_back();
        test_->title = title;
        if (!title) test_->title.span = {source_, begin, end};
        test_->title_text.kind = ExprKind::text;
        test_->title_text.text = title.text;
        test_->title_text.span = title.span;
        const auto at = static_cast<std::uint32_t>(code_.size());
        test_->code = {source_, at, at};
    }

    void keywords(const Name& words) {
        auto& into = test_ != nullptr ? test_->keywords : scope().keywords;
        for (std::size_t at = words.text.find_first_not_of(" \t"); at < words.text.size();
             at = words.text.find_first_not_of(" \t", at)) {
            const std::size_t end = std::min(words.text.find_first_of(" \t", at), words.text.size());
            std::string_view word = words.text.substr(at, end - at);
            const auto begin = static_cast<std::uint32_t>(words.span.begin + at);
            const Span span{source_, begin, static_cast<std::uint32_t>(words.span.begin + end)};
            const bool removed = word.size() > 1 && word.front() == '-';
            if (removed) word.remove_prefix(1);
            into.push_back({word, removed, span});
            at = end;
        }
    }

    void description(const Name& text) {
        (test_ != nullptr ? test_->description : scope().description).push_back(text);
    }

    void code(std::uint32_t begin, std::uint32_t end, int number) {
        if (test_ == nullptr) {
            if (rest(begin, end))
                diagnostics_.error({source_, begin, end}, "this line stands in no test")
                    .notes.push_back("a line before it that begins with = makes one");
            return;
        }
        code_ += text_.substr(begin, end - begin);
        if (code_.ends_with('\r')) code_.pop_back();
        code_ += '\n';
        numbers_.push_back(number);
        test_->code.end = static_cast<std::uint32_t>(code_.size());
    }

    Sources& sources_;
    std::uint32_t source_;
    Diagnostics& diagnostics_;
    std::string_view text_;
    Campaign campaign_;
    Test* test_ = nullptr;
    std::string code_;
    std::vector<int> numbers_;
};

}  // namespace

Campaign parse_uts(Sources& sources, std::uint32_t source, Diagnostics& diagnostics) {
    return UtsReader(sources, source, diagnostics).run();
}

}  // namespace pkttest::language
