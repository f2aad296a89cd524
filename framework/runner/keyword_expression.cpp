// Keyword expressions, read and answered in one pass.
#include "framework/runner/keyword_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "framework/runner/selection.h"

namespace pkttest::runner {

namespace {

constexpr int deepest = 100;

class Reader {
 public:
    Reader(std::string_view text, const std::vector<std::string>& keywords)
        : whole_(text), rest_(text), keywords_(keywords) {
        next();
    }

    bool all() {
        const bool out = disjunction(0);
        if (!word_.empty()) fail(fmt::format("\"{}\" is not expected", word_));
        return out;
    }

 private:
    bool disjunction(int depth) {
        bool out = conjunction(depth);
        while (take("or")) out = conjunction(depth) || out;
        return out;
    }

    bool conjunction(int depth) {
        bool out = inversion(depth);
        while (take("and")) out = inversion(depth) && out;
        return out;
    }

    bool inversion(int depth) {
        if (depth > deepest) fail("it is nested too deeply");
        if (take("not")) return !inversion(depth + 1);
        if (take("(")) {
            const bool out = disjunction(depth + 1);
            if (!take(")")) fail("a ) is missing");
            return out;
        }
        if (word_.empty() || word_ == ")" || word_ == "and" || word_ == "or") fail("a keyword is missing");
        const std::string wanted(word_);
        next();
        return std::any_of(keywords_.begin(), keywords_.end(),
                           [&](const std::string& each) { return glob_matches(wanted, each); });
    }

    bool take(std::string_view word) {
        if (word_ != word) return false;
        next();
        return true;
    }

    void next() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
        const bool sign = !rest_.empty() && (rest_[0] == '(' || rest_[0] == ')');
        word_ = rest_.substr(0, sign ? 1 : rest_.find_first_of(" \t()"));
        rest_.remove_prefix(word_.size());
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw std::invalid_argument(
            fmt::format("\"{}\" is no keyword expression such as \"smoke and not slow\": {}", whole_, what));
    }

    std::string_view whole_, rest_, word_;
    const std::vector<std::string>& keywords_;
};

}  // namespace

bool keywords_fulfil(std::string_view expression, const std::vector<std::string>& keywords) {
    return Reader(expression, keywords).all();
}

}  // namespace pkttest::runner
