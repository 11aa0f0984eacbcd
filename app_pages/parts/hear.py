"""Hearing a word, from a voice that the reader's own browser has for it.

Only a voice marked zh-CN is used: one for another language or another variety (zh-HK, zh-CN-liaoning) says the words
wrongly. Voices that send the words to somebody's server are not used either, since nothing leaves this one's pages.
"""

import streamlit as st
import streamlit.components.v2

HEAR = "Hear it"
NO_VOICE = (
    "Words cannot be heard here: this browser has no voice of its own for them (marked zh-CN), and any other "
    "would say them wrongly."
)
SPEAK = """
const LANGUAGE = 'zh-CN', SLOWLY = 0.8;
const speech = window.speechSynthesis;
const voice = () => (speech?.getVoices() ?? [])
  .find((one) => one.localService && one.lang.replace('_', '-') === LANGUAGE);

export default function ({ data, parentElement, setStateValue }) {
  const [button, line] = ['button', 'p'].map((part) => parentElement.querySelector(part));
  let told = data.voice;
  const look = () => {
    button.hidden = !voice();
    line.hidden = !button.hidden;
    if (!data.tell || told === !button.hidden) return;
    told = !button.hidden;
    setStateValue('voice', told);
  };
  button.onclick = () => {
    const own = voice();
    if (!own) return look();
    const words = new SpeechSynthesisUtterance(data.words);
    Object.assign(words, { voice: own, lang: LANGUAGE, rate: SLOWLY });
    speech.cancel();
    speech.speak(words);
  };
  look();
  // Browsers load their voices while the page is drawn.
  speech?.addEventListener?.('voiceschanged', look);
  return () => speech?.removeEventListener?.('voiceschanged', look);
}
"""


def hear(words: str, *, tell: bool = False) -> bool:
    """A button that says `words`, or a sentence that says why there is none.

    Whether there is a voice only the browser knows. With `tell` it is asked, and the page runs again when it answers.
    """
    instead = ' <a href="practice?x=tones">See the tones as lines instead.</a>' if tell else ""
    html = (
        f'<div class="hear"><button type="button" hidden>{HEAR}</button>'
        f'<p class="meta" hidden>{NO_VOICE}{instead}</p></div>'
    )
    name = "hear-first" if tell else "hear"
    known = bool(st.session_state.get("practice-voice"))
    heard = st.components.v2.component(name, html=html, js=SPEAK, isolate_styles=False)(
        data={"words": words, "tell": tell, "voice": known}, key=name, on_voice_change=lambda: None
    )
    if tell and heard.get("voice") is not None:
        known = st.session_state["practice-voice"] = bool(heard.get("voice"))
    return known
