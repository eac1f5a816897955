import { Icon } from "../shared/shared.js";

/** @import { FrameComponent } from "./shapes.js" */

/**
 * The laptop is reached elsewhere than the codes on the wall say, or something else has happened to it: what
 * to do, until somebody knows.
 * @type {FrameComponent}
 */
export const ConsoleAlarm = {
  components: { Icon },
  computed: {
    home() {
      return this.live.home;
    },
  },
  methods: {
    seen(what = "addresses") {
      fetch(`/m/${what}/seen`, { method: "POST" }).catch(() => {}); // it stays until the laptop knows
    },
  },
  template: /* html */ `<div class="con-alarm-place" role="alert">
    <div v-if="home.before" class="notice con-alarm"><div class="con-qr" role="img"
        :aria-label="t('console.qr', {url: home.invite.join_url})" v-html="home.invite.join_qr"></div>
      <div><h2><Icon name="warning" />{{ t('console.moved') }}</h2>
        <p>{{ t('console.moved_text', {before: home.before, now: home.invite.short_address}) }}</p>
        <button type="button" class="button" @click="seen()">{{ t('console.moved_seen') }}</button></div></div>
    <div v-for="code in home.warned" :key="code" class="notice con-alarm"><Icon name="warning" />
      <div><p>{{ t('storage.warned.' + code) }}</p>
        <button type="button" class="button" @click="seen('warned/' + code)">{{ t('console.moved_seen') }}</button></div></div>
    <p v-if="home.elsewhere" class="notice"><Icon name="wifi-off" /><span>{{ t('console.elsewhere') }}
      <a class="con-link" :href="home.elsewhere" dir="ltr">{{ home.elsewhere }}</a></span></p>
  </div>`,
};
