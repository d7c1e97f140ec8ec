#include <msgwire/complete.h>

#include <stdio.h>

const char *const mw_shells[] = {
    [MW_BASH] = "bash",
    [MW_ZSH] = "zsh",
    [MW_FISH] = "fish",
    NULL,
};

/* In each, @PROGRAM@ stands for the program's name, @ASK@ for what makes it
 * answer. */

/* bash parts words at : and = too: they are put together again, and of what is
 * offered only what stands behind the last of them is given back. */
static const char *const bash[] = {
    "# bash completion for @PROGRAM@; @PROGRAM@ itself knows what there is.",
    "_@PROGRAM@()",
    "{",
    "    local program=${COMP_WORDS[0]/#\\~/$HOME}",
    "    local rest=${COMP_LINE:0:COMP_POINT} words=() word i",
    "    rest=${rest#*\"${COMP_WORDS[0]}\"}",
    "    for ((i = 1; i <= COMP_CWORD; i++)); do",
    "        word=${COMP_WORDS[i]}",
    "        if [[ $rest == [[:space:]]* || ${#words[@]} -eq 0 ]]; then",
    "            rest=${rest#\"${rest%%[![:space:]]*}\"}",
    "            words+=(\"\")",
    "        fi",
    "        words[${#words[@]} - 1]+=$word",
    "        rest=${rest#\"$word\"}",
    "    done",
    "    local typed=${words[${#words[@]} - 1]} part=",
    "    local breaks=${COMP_WORDBREAKS//[^:=]/}",
    "    [[ -z $breaks ]] || part=${typed%\"${typed##*[$breaks]}\"}",
    "    COMPREPLY=()",
    "    while IFS= read -r word; do",
    "        if [[ $word == :files* ]]; then",
    "            word=${word#*$'\\t'}",
    "            while IFS= read -r rest; do",
    "                rest=$word$rest",
    "                COMPREPLY+=(\"${rest#\"$part\"}\")",
    "            done < <(compgen -f -- \"${typed#\"$word\"}\")",
    "            [[ $word != \"$part\" ]] || compopt -o filenames",
    "        else",
    "            word=${word%%$'\\t'*}",
    "            COMPREPLY+=(\"${word#\"$part\"}\")",
    "        fi",
    "    done < <(\"$program\" @ASK@ \"${words[@]}\" 2>/dev/null)",
    "    [[ ${COMPREPLY[0]} != *[/:=] ]] || compopt -o nospace",
    "}",
    "complete -F _@PROGRAM@ @PROGRAM@",
    NULL,
};

static const char *const zsh[] = {
    "#compdef @PROGRAM@",
    "# zsh completion for @PROGRAM@; @PROGRAM@ itself knows what there is.",
    "_@PROGRAM@()",
    "{",
    "    local line word before",
    "    local -a whole begun",
    "    local -a typed=(\"${(@Q)words[2,CURRENT-1]}\" \"${(Q)PREFIX}\")",
    "    local program=${words[1]/#\\~/$HOME}",
    "    local said=$($program @ASK@ \"${(@)typed}\" 2>/dev/null)",
    "    for line in ${(f)said}; do",
    "        word=${line%%$'\\t'*}",
    "        case $line in",
    "        '') ;;",
    "        :files*)",
    "            before=${line#*$'\\t'}",
    "            compset -P \"${(b)before}\"",
    "            _files",
    "            ;;",
    "        *)",
    "            line=\"${word//:/\\\\:}:${line#*$'\\t'}\"",
    "            case $word in",
    "            *[/:=]) begun+=(\"$line\") ;;",
    "            *) whole+=(\"$line\") ;;",
    "            esac",
    "            ;;",
    "        esac",
    "    done",
    "    (( ! $#whole )) || _describe @PROGRAM@ whole",
    "    (( ! $#begun )) || _describe @PROGRAM@ begun -S ''",
    "}",
    "if [[ $funcstack[1] == _@PROGRAM@ ]]; then",
    "    _@PROGRAM@ \"$@\"",
    "else",
    "    compdef _@PROGRAM@ @PROGRAM@",
    "fi",
    NULL,
};

static const char *const fish[] = {
    "# fish completion for @PROGRAM@; @PROGRAM@ itself knows what there is.",
    "function __@PROGRAM@_words",
    "    set -l words (commandline -opc)",
    "    set -l typed (commandline -ct)",
    "    set -l program (string replace -r '^~' \"$HOME\" -- $words[1])",
    "    for line in ($program @ASK@ $words[2..-1] \"$typed\" 2>/dev/null)",
    "        if string match -q ':files*' -- $line",
    "            set -l before (string replace -r '^:files\\t' '' -- $line)",
    "            set -l len (math (string length -- \"$before\") + 1)",
    "            set -l part (string sub -s $len -- \"$typed\")",
    "            for file in (__fish_complete_path \"$part\")",
    "                printf '%s\\n' \"$before$file\"",
    "            end",
    "        else",
    "            printf '%s\\n' $line",
    "        end",
    "    end",
    "end",
    "complete -c @PROGRAM@ -f -a '(__@PROGRAM@_words)'",
    NULL,
};

/* Appends a line with the names in their places. */
static enum mw_status append_line(const char *line, const char *program,
                                  const char *ask, struct mw_buffer *out)
{
    static const char program_mark[] = "@PROGRAM@", ask_mark[] = "@ASK@";
    enum mw_status rc = MW_OK;

    while (rc == MW_OK && *line != '\0') {
        if (strncmp(line, program_mark, sizeof(program_mark) - 1) == 0) {
            rc = mw_buffer_append(out, mw_text(program));
            line += sizeof(program_mark) - 1;
        } else if (strncmp(line, ask_mark, sizeof(ask_mark) - 1) == 0) {
            rc = mw_buffer_append(out, mw_text(ask));
            line += sizeof(ask_mark) - 1;
        } else {
            rc = mw_buffer_append(out, mw_bytes(line++, 1));
        }
    }
    return rc == MW_OK ? mw_buffer_append(out, mw_text("\n")) : rc;
}

enum mw_status mw_complete_script(enum mw_shell shell, const char *program,
                                  const char *ask, struct mw_buffer *out)
{
    static const char *const *const scripts[] = {bash, zsh, fish};
    const char *const *line = scripts[shell];
    enum mw_status rc = MW_OK;

    for (; rc == MW_OK && *line != NULL; line++) {
        rc = append_line(*line, program, ask, out);
    }
    return rc;
}
