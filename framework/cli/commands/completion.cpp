// pkttest completion: what bash, zsh and fish complete, from the program's own options.
#include <fmt/format.h>

#include <memory>

#include "framework/cli/options.h"
#include "framework/cli/subcommand.h"

namespace pkttest::cli {

namespace {

/// Option names as the shells have them: "--link"; a positional has none.
std::vector<std::string> long_names(const CommandOptions& command) {
    std::vector<std::string> out = {"--help"};
    for (const Option& option : command.all())
        for (const std::string& name : option.long_names()) out.push_back("--" + name);
    return out;
}

std::string command_names(const char* between) {
    std::string out;
    for (const Subcommand* each : all_subcommands())
        out.append(out.empty() ? "" : between).append(each->name);
    return out;
}

/// What `line` makes of the title of each long name of a subcommand's options.
void print_options(const Subcommand& command,
                   const std::function<std::string(const Option&, const std::string& name)>& line) {
    const CommandOptions options = command.options();
    std::vector<const Option*> all = {&help_option()};
    for (const Option& option : options.all()) all.push_back(&option);
    for (const Option* option : all)
        for (const std::string& name : option->long_names()) fmt::print("{}", line(*option, name));
}

/// Text inside single quotes of a shell, without what the completions' own syntax takes.
std::string in_quotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text.substr(0, text.find(". "))) {
        if (c == '\'')
            out += "'\\''";
        else if (std::string_view("[]:").find(c) == std::string_view::npos)
            out += c;
    }
    return out + "'";
}

void bash() {
    fmt::print(
        "# bash completion of pkttest: source <(pkttest completion bash)\n"
        "_pkttest() {{\n"
        "    local current=${{COMP_WORDS[COMP_CWORD]}} command= word words\n"
        "    for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
        "        case $word in {}) command=$word; break ;; esac\n"
        "    done\n"
        "    case $command in\n"
        "        '') words='{} {}' ;;\n",
        command_names("|"), command_names(" "), "--help --version");
    for (const Subcommand* each : all_subcommands())
        fmt::print("        {}) words='{}' ;;\n", each->name, fmt::join(long_names(each->options()), " "));
    fmt::print(
        "    esac\n"
        "    [[ -n $command && $current != -* ]] && return\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
        "}}\n"
        "complete -o bashdefault -o default -F _pkttest pkttest\n");
}

void zsh() {
    fmt::print(
        "#compdef pkttest\n"
        "# zsh completion of pkttest: pkttest completion zsh > ~/.zfunc/_pkttest\n"
        "_pkttest() {{\n"
        "    local -a commands options\n"
        "    commands=(\n");
    for (const Subcommand* each : all_subcommands())
        fmt::print("        {}:{}\n", each->name, in_quotes(each->title));
    fmt::print(
        "    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe command commands\n"
        "        return\n"
        "    fi\n"
        "    case $words[2] in\n");
    for (const Subcommand* each : all_subcommands()) {
        fmt::print("        {}) options=(\n", each->name);
        print_options(*each, [](const Option& option, const std::string& name) {
            return fmt::format("            --{}:{}\n", name, in_quotes(option.title));
        });
        fmt::print("        ) ;;\n");
    }
    fmt::print(
        "    esac\n"
        "    if [[ $PREFIX == -* ]]; then _describe option options; else _files; fi\n"
        "}}\n"
        "_pkttest \"$@\"\n");
}

void fish() {
    fmt::print(
        "# fish completion of pkttest: pkttest completion fish > ~/.config/fish/completions/pkttest.fish\n");
    for (const Subcommand* each : all_subcommands()) {
        fmt::print("complete -c pkttest -n __fish_use_subcommand -f -a {} -d {}\n", each->name,
                   in_quotes(each->title));
        print_options(*each, [&](const Option& option, const std::string& name) {
            return fmt::format("complete -c pkttest -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n",
                               each->name, name, option.is_flag ? "" : " -r", in_quotes(option.title));
        });
    }
}

std::function<int()> declare(CommandOptions& command) {
    auto shell = std::make_shared<std::string>();
    command.option("SHELL", *shell, "bash, zsh or fish.").required().check(one_of({"bash", "zsh", "fish"}));
    command.footer(
        "Examples:\n  source <(pkttest completion bash)\n  pkttest completion fish > "
        "~/.config/fish/completions/pkttest.fish");
    return [shell] {
        (*shell == "bash" ? bash : *shell == "zsh" ? zsh : fish)();
        return 0;
    };
}

}  // namespace

extern const Subcommand completion_command = {"completion", "Write what a shell completes.", declare};

}  // namespace pkttest::cli
