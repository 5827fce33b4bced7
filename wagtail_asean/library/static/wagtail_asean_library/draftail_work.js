/* A work of the library in Wagtail's rich text editor: chosen in the library's chooser. */
(() => {
  const { React, draftail } = window;
  if (!React || !draftail) {
    return;
  }
  const element = React.createElement;

  /** The language of what is edited, which the chooser then begins with. */
  const contentLocale = () => {
    const config = document.getElementById("wagtail-config");
    return config ? JSON.parse(config.textContent).ACTIVE_CONTENT_LOCALE : undefined;
  };

  class WorkSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      const locale = contentLocale();
      return {
        url: this.props.entityType.chooserUrls.workChooser,
        urlParams: locale ? { locale } : {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(work) {
      const { id, kind, title, kind_name, state, src } = work;
      return { id, kind, title, kind_name, state, src, item: undefined };
    }

    onChosen(work) {
      const { editorState, entity, entityKey, onComplete } = this.props;
      if (!entity) {
        super.onChosen(work);
        return;
      }
      // Wagtail's own looks for the block in the selection, where a button of ours is not.
      const blocks = editorState.getCurrentContent().getBlockMap();
      const block = blocks.find((candidate) => candidate.getEntityAt(0) === entityKey);
      const data = this.filterEntityData(work);
      this.workflow.close();
      onComplete(draftail.DraftUtils.updateBlockEntity(editorState, block, data));
    }
  }

  const WorkBlock = ({ blockProps }) => {
    const { entity, entityType, onEditEntity, onRemoveEntity } = blockProps;
    const { title, kind_name, state, src } = entity.getData();
    const button = (text, onClick) =>
      element(
        "button",
        { type: "button", className: "button button-small button-secondary", onClick },
        text,
        element("span", { className: "w-sr-only" }, `: ${title}`),
      );
    return element(
      "div",
      { className: "asean-draftail-work", contentEditable: false },
      src ? element("img", { className: "asean-draftail-work__image", src, alt: "" }) : null,
      element(
        "div",
        { className: "asean-draftail-work__text" },
        element("p", null, kind_name ? `${kind_name}: ` : null, element("strong", null, title)),
        state ? element("p", null, state) : null,
        element(
          "p",
          { className: "asean-draftail-work__buttons" },
          button(entityType.words.change, onEditEntity),
          " ",
          button(entityType.words.remove, onRemoveEntity),
        ),
      ),
    );
  };

  draftail.registerPlugin({ type: "ASEAN_WORK", source: WorkSource, block: WorkBlock }, "entityTypes");
})();
